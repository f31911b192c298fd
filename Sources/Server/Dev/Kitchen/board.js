// The tickets as they stand on the screen. Whatever comes from the API becomes text, and never markup.

const stepOf = {
  NEW: { name: "ticketStart", label: "Start" },
  IN_PROGRESS: { name: "ticketReady", label: "Ready" },
  READY: { name: "ticketBump", label: "Bump" },
  VOIDED: { name: "ticketAcknowledge", label: "Seen" },
};
/** How many bumped tickets can be taken back from here. */
const BUMPED_MAX = 10;

export class Board {
  #tickets = new Map();
  #bumped = [];
  #cards = new Map();

  /** `onStep(name, id, button)` takes a ticket or a line a step further; `now()` is the server's time. */
  constructor(main, onStep, now) {
    this.main = main;
    this.onStep = onStep;
    this.now = now;
    this.station = "";
  }

  /** Shows these tickets and no others. */
  replace(tickets) {
    this.#tickets.clear();
    for (const ticket of tickets) this.#put(ticket);
    this.draw();
  }

  /** Takes a ticket as somebody saw it, unless a later state of it is known. */
  take(ticket) {
    if (!ticket) return;
    this.#put(ticket);
    this.draw();
  }

  #put(ticket) {
    const known = this.#tickets.get(ticket.id);
    if (known && known.version > ticket.version) return;
    this.#tickets.set(ticket.id, ticket);
    this.#bumped = this.#bumped.filter((bumped) => bumped.id !== ticket.id);
    if (ticket.status === "BUMPED") this.#bumped = [...this.#bumped, ticket].slice(-BUMPED_MAX);
  }

  /** The ticket that was bumped last. */
  get lastBumped() {
    return this.#bumped.findLast((ticket) => this.#isHere(ticket));
  }

  /** How many tickets are on the screen of a station, or of all for "". */
  count(station) {
    return this.#shown(station).length;
  }

  #isHere(ticket, station = this.station) {
    return station === "" || ticket.station.id === station;
  }

  #shown(station = this.station) {
    return [...this.#tickets.values()]
      .filter((ticket) => this.#isHere(ticket, station))
      .filter((ticket) => ticket.status !== "BUMPED" && !ticket.acknowledgedAt)
      .sort((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt) || one.orderNumber - other.orderNumber);
  }

  /** Puts the cards in order; one that has not changed stays the element that it is, with its focus. */
  draw() {
    const shown = this.#shown();
    const kept = new Set(shown.map((ticket) => ticket.id));
    const focused = document.activeElement?.closest("article");
    const place = focused ? [...this.main.children].indexOf(focused) : -1;
    for (const [id, card] of this.#cards) {
      if (kept.has(id)) continue;
      card.element.remove();
      this.#cards.delete(id);
    }
    shown.forEach((ticket, index) => {
      const card = this.#card(ticket);
      if (this.main.children[index] !== card) this.main.insertBefore(card, this.main.children[index] ?? null);
    });
    if (place >= 0 && !document.activeElement?.closest("article")) this.focus(place);
    this.tick();
  }

  #card(ticket) {
    const known = this.#cards.get(ticket.id);
    if (known?.ticket === ticket) return known.element;
    const hadFocus = known?.element.contains(document.activeElement);
    const element = this.#made(ticket);
    known?.element.replaceWith(element);
    this.#cards.set(ticket.id, { ticket, element });
    if (hadFocus) element.querySelector(".step")?.focus();
    return element;
  }

  #made(ticket) {
    const card = make("article", "", { status: ticket.status, ticket: ticket.id });
    card.setAttribute("aria-label", `Order ${ticket.orderNumber}`);
    const head = make("header");
    head.append(
      make("strong", `${ticket.orderNumber}`),
      make("span", ticket.tableLabel ? `Table ${ticket.tableLabel}` : "No table", { part: "table" }),
      make("time", "", { part: "timer" }),
    );
    const lines = make("ul");
    lines.append(...ticket.lines.map((line) => this.#line(line, ticket)));
    const step = stepOf[ticket.status];
    const button = make("button", step.label);
    button.type = "button";
    button.className = "step";
    button.onclick = () => this.onStep(step.name, ticket.id, button);
    card.append(head);
    if (ticket.course > 1) card.append(make("p", `Course ${ticket.course}`, { part: "course" }));
    if (ticket.status === "VOIDED") card.append(make("p", "Taken back", { part: "void" }));
    card.append(lines, button);
    return card;
  }

  #line(line, ticket) {
    const item = make("li", "", { status: line.status });
    const isOpen = ticket.status === "IN_PROGRESS" && line.status === "NEW";
    const title = make(isOpen ? "button" : "div", "", { part: "line" });
    if (isOpen) {
      title.type = "button";
      title.title = "Made";
      title.onclick = () => this.onStep("ticketLineReady", line.id, title);
    }
    title.append(make("b", `${Number(line.quantity)}×`), make("span", line.name));
    item.append(title);
    for (const modifier of line.modifiers) {
      const text = modifier.quantity > 1 ? `${modifier.quantity}× ${modifier.name}` : modifier.name;
      item.append(make("div", text, { part: "modifier", level: Math.min(modifier.level, 3) }));
    }
    if (line.instructions) item.append(make("p", line.instructions, { part: "instructions" }));
    return item;
  }

  /** Brings the timers up to the second. */
  tick() {
    const now = this.now();
    for (const { ticket, element } of this.#cards.values()) {
      const isWaiting = ticket.status === "NEW" || ticket.status === "IN_PROGRESS";
      const isLate = isWaiting && now >= Date.parse(ticket.dueAt);
      const isSoon = isWaiting && now >= Date.parse(ticket.amberAt);
      element.dataset.urgency = isLate ? "late" : isSoon ? "soon" : "calm";
      const age = clock(now - Date.parse(ticket.firedAt));
      const timer = element.querySelector("[data-part=timer]");
      timer.textContent = isLate ? `${age} late` : age;
    }
  }

  /** Moves the focus to a ticket by its place. */
  focus(place) {
    const cards = this.main.children;
    cards[Math.max(0, Math.min(place, cards.length - 1))]?.querySelector(".step")?.focus();
  }

  /** Moves the focus on by so many tickets. */
  move(count) {
    const focused = document.activeElement?.closest("article");
    this.focus(focused ? [...this.main.children].indexOf(focused) + count : 0);
  }
}

/** An element with a text and data attributes. */
export function make(name, text = "", data = {}) {
  const element = document.createElement(name);
  element.textContent = text;
  Object.assign(element.dataset, data);
  return element;
}

/** Milliseconds as minutes and seconds, or hours and minutes. */
function clock(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (number) => `${number}`.padStart(2, "0");
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))}`;
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}
