// What there is to know of an answer besides the answer: cost, statements, decisions, time, plan. What only developers
// are told has panes in development alone.

import { byID, make } from "/explorer/elements.js";

const panes = [
  { id: "cost", title: "Cost" },
  { id: "sql", title: "SQL", isForDevelopers: true },
  { id: "decisions", title: "Decisions", isForDevelopers: true },
  { id: "timing", title: "Timing" },
  { id: "plan", title: "Plan", isForDevelopers: true },
];

export class Details {
  told = null;
  /** The open pane; null while all are folded away. */
  open = null;

  /** Shows the panes that there are for this caller. */
  begin(isDeveloper, role) {
    this.role = role;
    const shown = panes.filter((pane) => isDeveloper || !pane.isForDevelopers);
    byID("panes").replaceChildren(...shown.map((pane) => this.tab(pane)));
    byID("panes").onkeydown = (event) => this.press(event);
    byID("plan").hidden = !isDeveloper;
    this.mark();
  }

  tab({ id, title }) {
    const tab = make("button", {
      type: "button", id: `tab-${id}`, role: "tab", textContent: title, data: { pane: id },
      aria: { controls: "pane", selected: "false" },
    });
    tab.onclick = () => this.choose(this.open === id && innerWidth > 760 ? null : id);
    return tab;
  }

  /** Opens a pane; null folds all away. */
  choose(id) {
    this.open = id;
    this.mark();
    this.draw();
  }

  mark() {
    const tabs = [...byID("panes").children];
    for (const tab of tabs) {
      const isOpen = tab.dataset.pane === this.open;
      tab.setAttribute("aria-selected", String(isOpen));
      tab.tabIndex = isOpen || (!this.open && tab === tabs[0]) ? 0 : -1;
    }
    byID("pane").hidden = this.open === null;
  }

  press(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = [...byID("panes").children];
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    this.choose(next.dataset.pane);
    next.focus();
  }

  /** Takes what came with an answer. */
  tell(told) {
    this.told = told;
    byID("summary").textContent = this.summary(told);
    if (told.mode === "plan") return this.choose("plan");
    this.draw();
  }

  summary({ mode, cost, explain, status, took, isOpen, count }) {
    if (mode === "live") return `${isOpen ? "Listening" : "Stopped"}: ${counted(count, "event")}`;
    const parts = [mode === "plan" ? "Planned, not run" : `${status}`];
    if (cost) parts.push(`cost ${cost.actual ?? cost.requested}`);
    if (explain) {
      const asked = explain.statements.filter(({ isOverhead }) => !isOverhead).length;
      parts.push(counted(explain.levels.length, "level"));
      if (mode === "run") parts.push(counted(asked, "statement"));
    }
    return [...parts, `${took.toFixed(1)} ms`].join(" · ");
  }

  draw() {
    if (this.open === null) return;
    const nothing = [make("p", { textContent: "Run an operation first." })];
    const content = this.told ? this[this.open]() : nothing;
    byID("pane").replaceChildren(...content.flat().filter(Boolean));
    byID("pane").setAttribute("aria-labelledby", `tab-${this.open}`);
  }

  // MARK: Panes

  cost() {
    const { cost, mode } = this.told;
    if (!cost) {
      return [make("p", { textContent: mode === "live" ? "Streams tell no cost." : "The answer tells no cost." })];
    }
    const rows = [["Asked for at most", cost.requested], ["Turned out", cost.actual ?? "not run"]];
    const { throttleStatus: left } = cost;
    if (left) {
      rows.push(["Left to spend", `${left.currentlyAvailable} of ${left.maximumAvailable}`],
        ["Comes back each second", left.restoreRate]);
    }
    const meter = left && make("meter", {
      max: left.maximumAvailable, value: left.currentlyAvailable, aria: { label: "Left to spend" },
    });
    const rule = "An object costs 1, a field of one nothing; a page as many as it asks for, a list as many as it is "
      + "taken to have.";
    return [table(rows), meter, make("p", { className: "quiet", textContent: rule })];
  }

  sql() {
    const { explain, mode } = this.told;
    if (!explain) return [make("p", { textContent: untold(mode, "statements") })];
    if (mode === "plan") return [make("p", { textContent: "Nothing ran. The statements stand in the plan." })];
    if (explain.statements.length === 0) {
      const why = explain.levels.length === 0 ? "Nothing had to be read." : "No statement ran: memory had all of it.";
      return [make("p", { textContent: why })];
    }
    const rounds = new Map();
    for (const statement of explain.statements) {
      const key = `${statement.session}.${statement.round}`;
      rounds.set(key, [...(rounds.get(key) ?? []), statement]);
    }
    return [...rounds.values()].map((statements, index) => [
      make("h3", { textContent: `Round trip ${index + 1}` },
        make("small", { textContent: ` ${milliseconds(Math.max(...statements.map((one) => one.microseconds)))}` })),
      ...statements.map((one) => statementLine(
        one.name, one.text, [counted(one.rows ?? 0, "row"), milliseconds(one.microseconds)], one.isOverhead)),
    ]);
  }

  decisions() {
    const { explain, mode } = this.told;
    if (!explain) return [make("p", { textContent: untold(mode, "fields") })];
    const head = ["Field", "You get", "Objects", "Because"].map((text) => make("th", { textContent: text }));
    const rows = explain.decisions.map(({ coordinate, access, rows: rules, cases }) => make("tr", {},
      make("td", {}, make("a", { href: `#${encodeURIComponent(coordinate)}`, textContent: coordinate })),
      make("td", {}, make("span", { className: "mark", data: { access }, textContent: access })),
      make("td", { textContent: rules.length > 0 ? rules.join(" or ") : "all" }),
      make("td", { textContent: cases.map(decisionText).join("; ") || "granted" })));
    const example = explain.decisions.at(-1)?.coordinate ?? "Query.viewer";
    return [
      make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows)),
      make("p", { className: "quiet" }, "The entries behind one: ",
        make("code", { textContent: `comanda permissions explain --role ${this.role} ${example}` })),
    ];
  }

  timing() {
    const { headers, took, status, byteCount } = this.told;
    const rows = [["In the browser, with the way there and back", `${took.toFixed(1)} ms`]];
    for (const part of (headers.get("server-timing") ?? "").split(",").filter(Boolean)) {
      const [name, duration] = part.trim().split(";dur=");
      rows.push([`Server-Timing: ${name}`, duration ? `${duration} ms` : ""]);
    }
    if (rows.length === 1) rows.push(["Server-Timing", "not told (http.serverTiming)"]);
    rows.push(["Status", status], ["Size", byteCount === null ? "a stream" : `${byteCount} bytes`]);
    for (const name of ["content-type", "x-request-id", "ratelimit", "ratelimit-policy", "retry-after"]) {
      if (headers.has(name)) rows.push([name, headers.get(name)]);
    }
    return [table(rows)];
  }

  plan() {
    const { explain } = this.told;
    if (!explain) return [make("p", { textContent: "Press “Plan only”, or Alt+E, for an operation's plan." })];
    const notes = explain.notes.map((text) => make("p", { className: "quiet", textContent: text }));
    if (explain.levels.length === 0) return [...notes, make("p", { textContent: "Nothing has to be loaded." })];
    return [...notes, ...explain.levels.map(({ level, loads }) => [
      make("h3", { textContent: `Level ${level}` }),
      ...loads.map((load) => statementLine(
        load.fields.join(", ") || load.loader, load.statement || "-- worked out, without a statement of its own",
        [load.loader, load.isClosed ? "no rows for this role" : `about ${counted(load.estimatedRows, "row")}`])),
    ])];
  }
}

const untold = (mode, what) => mode === "live"
  ? `A stream does not tell of its ${what}: “Plan only” shows what one event takes.`
  : `Nothing is told of this answer's ${what}.`;

function decisionText({ rules, outcome }) {
  const word = { VALUE: "the value", MASKED: "masked", NULL: "null", ERROR: "an error" }[outcome];
  return rules.length > 0 ? `${word} where ${rules.join(" or ")}` : `else ${word}`;
}

function statementLine(name, text, facts, isOverhead = false) {
  const summary = make("summary", {}, make("code", { textContent: name }),
    ...facts.map((fact) => make("span", { textContent: fact })));
  return make("details", { className: isOverhead ? "overhead" : "" }, summary,
    make("pre", {}, make("code", { textContent: text })));
}

function table(rows) {
  return make("table", {}, make("tbody", {}, ...rows.map(([name, value]) =>
    make("tr", {}, make("th", { scope: "row", textContent: name }), make("td", { textContent: `${value}` })))));
}

const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
const milliseconds = (microseconds) => `${(microseconds / 1_000).toFixed(2)} ms`;
