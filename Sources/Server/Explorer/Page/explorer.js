// The explorer: the schema on the left, the editor beside it, and below what there is to know of an answer.

import { Callers } from "/explorer/callers.js";
import { Details } from "/explorer/details.js";
import { byID, make } from "/explorer/elements.js";
import { beginnings } from "/explorer/examples.js";
import { Guide } from "/explorer/guide.js";
import { Operations } from "/explorer/operations.js";
import { Vocabulary } from "/explorer/vocabulary.js";
import { Workbench } from "/explorer/workbench.js";

class Explorer {
  examples = [];
  /** Counts the callers, so that what was asked for an earlier one is not shown to the next. */
  turn = 0;

  constructor() {
    this.callers = new Callers(() => this.meet());
    this.operations = new Operations(this.callers);
    this.details = new Details();
    this.guide = new Guide((operation) => this.open(operation));
    this.workbench = new Workbench(this.operations);
    this.operations.onAnswer = (told) => this.take(told);
    byID("plan").onclick = () => this.plan();
    byID("examples").onchange = () => this.openExample();
    for (const button of byID("views").children) button.onclick = () => this.view(button.dataset.view);
    document.addEventListener("keydown", (event) => this.press(event));
  }

  async begin() {
    this.view("editor");
    await this.callers.load();
    await this.meet();
    const docs = await fetch("/docs", { method: "HEAD" });
    byID("docs").hidden = !docs.ok;
  }

  /** Learns what the caller may see. */
  async meet() {
    this.turn += 1;
    const { turn } = this;
    this.details.begin(Boolean(this.callers.desk), this.callers.role);
    const vocabulary = await Vocabulary.load(this.operations);
    const examples = await beginnings(this.operations, this.callers, vocabulary);
    if (turn !== this.turn) return;
    this.examples = examples;
    const isTokenOver = vocabulary.refusal?.extensions?.code === "UNAUTHENTICATED";
    this.say(isTokenOver ? "The token is not valid, or no longer: nothing can be asked with it." : null);
    this.workbench.begin(examples);
    this.guide.show(vocabulary, this.workbench.isInstalled ? examples : []);
    // In development the documentation is shown to the same role: the token stays behind `#`.
    byID("docs").href = this.callers.desk && this.callers.token ? `/docs#token=${this.callers.token}` : "/docs";
    this.listExamples();
    this.workbench.learn(vocabulary.schema);
    document.body.dataset.state = "ready";
  }

  listExamples() {
    if (!this.workbench.isInstalled) return;
    byID("examples-label").hidden = false;
    byID("examples").replaceChildren(
      make("option", { value: "", textContent: "Examples…" }),
      ...this.examples.map(({ name, title }) => make("option", { value: name, textContent: name || title })));
  }

  openExample() {
    const example = this.examples[byID("examples").selectedIndex - 1];
    byID("examples").value = "";
    if (example) this.open(example);
  }

  open(operation) {
    this.view("editor");
    this.workbench.open(operation);
  }

  plan() {
    if (!this.workbench.isInstalled || !this.callers.desk) return;
    const { parameters, headers } = this.workbench.current;
    this.operations.plan(parameters, headers).then((answer) => {
      this.say(answer.errors?.[0]?.message ?? null);
      if (!answer.errors) this.view("details");
    });
  }

  async take(told) {
    this.details.tell(told);
    const isTokenOver = told.errors.some(({ extensions }) => extensions?.code === "UNAUTHENTICATED");
    if (!isTokenOver) return;
    // In development there is always another one.
    if (this.callers.desk) await this.callers.load();
    this.say(this.callers.desk ? "The token had ended: here is a new one, run it again." : "The token is not valid.");
  }

  say(text) {
    byID("notice").textContent = text ?? "";
    byID("notice").hidden = !text;
  }

  /** On a narrow screen, one thing at a time. */
  view(name) {
    document.body.dataset.view = name;
    for (const button of byID("views").children) {
      button.setAttribute("aria-pressed", String(button.dataset.view === name));
    }
    if (name === "details" && this.details.open === null && innerWidth <= 760) this.details.choose("cost");
  }

  press(event) {
    const isTyping = event.target.closest?.("input, textarea, select, .CodeMirror");
    if ((event.key === "/" && !isTyping) || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      this.view("guide");
      byID("search").focus();
    } else if (event.altKey && event.code === "KeyE") {
      event.preventDefault();
      this.plan();
    }
  }
}

new Explorer().begin();
