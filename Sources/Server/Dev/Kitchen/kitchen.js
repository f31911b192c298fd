// The screen of a branch's kitchen: it reads everything once, then follows what happens.

import { Board, make } from "/kitchen/board.js";
import { LiveSubscription } from "/kitchen/live.js";
import { Requests, SignInOver, subscription } from "/kitchen/requests.js";

const byID = (id) => document.getElementById(id);
/** How long news of the connection stay on the screen. */
const NEWS_FOR = 6_000;
/** How often the server is told what the screen has shown: soon enough, and no more often in a rush. */
const ACKNOWLEDGE_EVERY = 5_000;

class Kitchen {
  stations = [];
  cursor = null;
  /** Where the branch's events stood when the connection was back; what comes up to there was missed. */
  madeUpTo = null;
  madeUpCount = 0;
  newsTimer = null;
  /** What is to be told once the screen follows again, where everything was read anew. */
  newsOfReading = null;
  /** What the server knows that this screen has shown, as station and cursor. */
  acknowledged = "";

  constructor(token, branch) {
    this.branch = branch;
    this.requests = new Requests(token, branch);
    const now = () => Date.now() + this.requests.clockAhead;
    this.board = new Board(byID("tickets"), (...step) => this.step(...step), now);
    this.live = new LiveSubscription(
      token,
      () => ({ query: subscription, variables: { branch, after: this.cursor } }),
      {
        onOpen: (isAgain) => this.opened(isAgain),
        onLost: () => this.tell("Reconnecting…", "wait"),
        onEvent: ({ kitchenTicketChanged: change }) => change && this.take(change),
        onResync: () => this.readAnew("Too much was missed: everything was read anew."),
        onOver: (reason) => this.end(reason),
      },
    );
    byID("recall").onclick = () => this.recall();
    document.addEventListener("keydown", (event) => this.press(event));
    const tick = () => {
      this.board.tick();
      byID("clock").textContent = new Date(now()).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    };
    tick();
    setInterval(tick, 1_000);
    setInterval(() => this.acknowledge(), ACKNOWLEDGE_EVERY);
  }

  async start() {
    if (await this.read()) this.live.start();
  }

  /** Reads the whole screen, again and again until the server answers. */
  async read() {
    for (let pause = 500; ; pause = Math.min(pause * 2, 15_000)) {
      try {
        const { name, cursor, stations, tickets } = await this.requests.screen();
        this.cursor = cursor;
        this.stations = stations;
        this.drawStations();
        byID("branch").textContent = name;
        document.title = `${name} · Kitchen`;
        this.board.replace(tickets);
        this.draw();
        return true;
      } catch (error) {
        if (error instanceof SignInOver) {
          this.end(error.message);
          return false;
        }
        this.tell("Reconnecting…", "wait");
        await new Promise((resume) => setTimeout(resume, pause / 2 + (Math.random() * pause) / 2));
      }
    }
  }

  async readAnew(news) {
    if (!(await this.read())) return;
    this.newsOfReading = news;
    this.live.restart();
  }

  // Connection

  async opened(isAgain) {
    this.madeUpCount = 0;
    this.madeUpTo = null;
    if (!isAgain) return this.tell("", "calm");
    if (this.newsOfReading) {
      this.tell(this.newsOfReading, "news");
      this.newsOfReading = null;
      return;
    }
    this.tellMadeUp();
    try {
      this.madeUpTo = Number(await this.requests.eventCursor());
    } catch {
      // It only counts what was missed; the changes themselves come by the socket.
    }
  }

  take({ cursor, ticket }) {
    this.cursor = cursor;
    this.board.take(ticket);
    this.draw();
    if (this.isMakingUp && (this.madeUpTo === null || Number(cursor) <= this.madeUpTo)) {
      this.madeUpCount += 1;
      this.tellMadeUp();
    }
  }

  tellMadeUp() {
    const count = this.madeUpCount;
    const what = count === 0 ? "nothing was missed" : `${count} ${count === 1 ? "change" : "changes"} made up for`;
    this.tell(`Back: ${what}.`, "news");
    this.isMakingUp = true;
  }

  /** Shows how it stands with the connection; news goes away by itself. */
  tell(text, mood) {
    clearTimeout(this.newsTimer);
    this.isMakingUp = false;
    const banner = byID("banner");
    banner.textContent = text;
    banner.dataset.mood = mood;
    document.body.dataset.mood = mood;
    if (mood === "news") this.newsTimer = setTimeout(() => this.tell("", "calm"), NEWS_FOR);
  }

  end(reason) {
    this.tell(reason, "over");
    document.body.inert = true;
  }

  // Acknowledging

  /** Says what is on the screen, so that nobody is called who need not come. A screen that is hidden shows nothing. */
  async acknowledge() {
    const { station } = this.board;
    const shown = `${station} ${this.cursor}`;
    if (document.hidden || this.cursor === null || shown === this.acknowledged) return;
    try {
      await this.requests.acknowledge(station, this.cursor);
      this.acknowledged = shown;
    } catch {
      // Who only looks on may not say so; a server that is away is told when it is back.
    }
  }

  // Steps

  async step(name, id, button) {
    // Busy, and not disabled: whoever works by keyboard keeps the place.
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    try {
      const { ticket, refusal } = await this.requests.step(name, id);
      this.refuse(refusal);
      this.board.take(ticket);
      this.draw();
    } catch (error) {
      if (error instanceof SignInOver) this.end(error.message);
      else this.refuse(error.name === "TypeError" ? "The server can't be reached: try again." : error.message);
    }
    button.ariaBusy = "false";
  }

  recall() {
    const ticket = this.board.lastBumped;
    if (ticket) this.step("ticketRecall", ticket.id, byID("recall"));
  }

  refuse(reason) {
    byID("refusal").hidden = !reason;
    byID("refusal").textContent = reason ?? "";
  }

  // Drawing

  /** Shows the stations to choose from. They stay the elements that they are, so that no tap is lost. */
  drawStations() {
    const all = [{ id: "", name: "All" }, ...this.stations];
    const buttons = all.map(({ id, name }, index) => {
      const button = make("button", name, { station: id });
      button.type = "button";
      button.title = index < 10 ? `${name} (${index})` : name;
      button.append(make("small"));
      button.onclick = () => this.pick(id);
      return button;
    });
    byID("stations").replaceChildren(...buttons);
    if (!all.some(({ id }) => id === this.board.station)) this.pick("");
  }

  draw() {
    for (const button of byID("stations").children) {
      const { station } = button.dataset;
      button.setAttribute("aria-pressed", station === this.board.station);
      button.querySelector("small").textContent = this.board.count(station);
    }
    const bumped = this.board.lastBumped;
    byID("recall").hidden = !bumped;
    byID("recall").textContent = bumped ? `Recall ${bumped.orderNumber}` : "Recall";
    byID("nothing").hidden = this.board.count(this.board.station) > 0;
  }

  pick(station) {
    this.board.station = station;
    this.board.draw();
    this.draw();
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowRight" || event.key === "ArrowDown") this.board.move(1);
    else if (event.key === "ArrowLeft" || event.key === "ArrowUp") this.board.move(-1);
    else if (event.key === "r") this.recall();
    else if (/^[0-9]$/.test(event.key)) {
      const station = ["", ...this.stations.map(({ id }) => id)][Number(event.key)];
      if (station !== undefined) this.pick(station);
    } else return;
    event.preventDefault();
  }
}

/** What the link says, kept for this tab: the token leaves the address, where others could read it. */
function credentials() {
  const link = new URLSearchParams(location.hash.slice(1));
  for (const name of ["token", "branch"]) {
    if (link.has(name)) sessionStorage.setItem(name, link.get(name));
  }
  if (location.hash) history.replaceState(null, "", location.pathname);
  return [sessionStorage.getItem("token"), sessionStorage.getItem("branch")];
}

addEventListener("hashchange", () => location.reload());
const [token, branch] = credentials();
if (token && branch) {
  new Kitchen(token, branch).start();
} else {
  byID("banner").textContent = "Open the link that the server prints at its start.";
  byID("banner").dataset.mood = "over";
}
