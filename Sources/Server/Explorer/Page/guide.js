// The schema beside the editor: searched by type, field and coordinate; each entry with what it is for, what it takes,
// what it gives, and an operation to try it. The address names the entry, so that links and the back button work.

import { byID, gist, make, prose } from "/explorer/elements.js";
import { operationFor } from "/explorer/examples.js";
import { namedType, typeText } from "/explorer/vocabulary.js";

const rootTitles = { query: "Queries", mutation: "Mutations", subscription: "Subscriptions" };
const accessTexts = {
  SOME_ROWS: "on some objects only", MASKED: "masked", NULL: "always null", ERROR: "always an error",
};

export class Guide {
  vocabulary = null;
  /** Operations to begin with. */
  examples = [];

  /** @param onOpen takes an operation to try. */
  constructor(onOpen) {
    this.onOpen = onOpen;
    byID("search").oninput = () => this.search();
    byID("search").onkeydown = (event) => this.pressInSearch(event);
    byID("found").onkeydown = (event) => this.pressInFound(event);
    addEventListener("hashchange", () => this.showEntry());
  }

  /** Shows what a caller may see, of what the last one was looking for. */
  show(vocabulary, examples) {
    this.vocabulary = vocabulary;
    this.examples = examples;
    this.search();
    this.showEntry();
  }

  // MARK: Search

  search() {
    const text = byID("search").value.trim();
    byID("found").hidden = text === "";
    byID("entry").hidden = text !== "";
    if (!this.vocabulary || text === "") return;
    const found = this.vocabulary.search(text);
    byID("found").replaceChildren(...found.map((entry) => this.row(entry)));
    if (found.length === 0) byID("found").append(make("p", { textContent: "Nothing of that name." }));
  }

  pressInSearch(event) {
    const first = byID("found").querySelector("a");
    if (event.key === "Enter" && first) {
      first.click();
      byID("entry").focus();
    } else if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      first.focus();
    } else if (event.key === "Escape") {
      byID("search").value = "";
      this.search();
    }
  }

  pressInFound(event) {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (!step) return;
    event.preventDefault();
    (event.target.closest("a")?.[step] ?? byID("search")).focus();
  }

  row(entry) {
    const link = this.link(entry.coordinate, entry.coordinate);
    link.classList.add("row");
    link.append(make("small", { textContent: gist(entry.description) }));
    if (entry.isDeprecated) link.dataset.deprecated = "";
    return link;
  }

  link(coordinate, text) {
    const link = make("a", { href: `#${encodeURIComponent(coordinate)}`, textContent: text });
    // A link to the entry that is open already changes no address.
    link.addEventListener("click", () => {
      byID("search").value = "";
      this.search();
    });
    return link;
  }

  // MARK: Entries

  showEntry() {
    if (!this.vocabulary) return;
    const coordinate = decodeURIComponent(location.hash.slice(1));
    const entry = this.vocabulary.entries.get(coordinate);
    const page = coordinate === "" ? this.start() : entry ? this.page(entry) : this.missing(coordinate);
    byID("entry").replaceChildren(...page.flat().filter(Boolean));
    byID("entry").scrollTop = 0;
  }

  start() {
    if (!this.vocabulary.schema) return this.startWithoutSchema();
    const sections = Object.entries(this.vocabulary.roots).filter(([, name]) => name).map(([root, name]) => {
      const fields = this.vocabulary.entries.get(name)?.fields ?? [];
      const rows = fields.map((field) => this.row(this.vocabulary.entries.get(`${name}.${field.name}`)));
      const title = make("summary", {}, `${rootTitles[root]} `, make("small", { textContent: `${fields.length}` }));
      return make("details", { data: { root } }, title, ...rows);
    });
    const hint = "Search above for any name, or unfold what can be asked for:";
    return [
      ...prose(this.vocabulary.schema.description), ...this.beginnings(),
      make("h3", { textContent: "All there is" }), make("p", { className: "quiet", textContent: hint }), ...sections,
      make("p", { className: "quiet" }, make("a", { href: "/explorer/licences.txt", textContent: "Licences" })),
    ];
  }

  /** What whoever comes for the first time can run at once. */
  beginnings() {
    const buttons = this.examples.map((example) => {
      const button = make("button", { type: "button", className: "try", textContent: example.title });
      button.onclick = () => this.onOpen(example);
      return make("li", {}, button);
    });
    return buttons.length > 0 ? [make("h3", { textContent: "Begin with" }), make("ul", {}, ...buttons)] : [];
  }

  /** All that there is to tell where introspection is off: what the caller's rights name, or nothing. */
  startWithoutSchema() {
    const rows = [...this.vocabulary.entries.values()].map((entry) => this.row(entry));
    const hint = rows.length > 0
      ? "Introspection is off here. These are the fields that you may ask for:"
      : "The schema is not shown to you here. Documents that you know run all the same.";
    return [...this.beginnings(), make("p", { textContent: hint }), ...rows];
  }

  missing(coordinate) {
    return [
      this.crumbs(), make("h2", { textContent: coordinate }),
      make("p", { textContent: "There is nothing of this name for you." }),
    ];
  }

  page(entry) {
    const title = make("h2", {}, make("code", { textContent: entry.coordinate }));
    return [
      this.crumbs(entry.parent), title, this.marks(entry), ...prose(entry.description), this.deprecation(entry),
      this.valueLine(entry), this.example(entry), this.members(entry),
    ].flat();
  }

  crumbs(parent = null) {
    const steps = [make("a", { href: "#", textContent: "Schema" })];
    if (parent) steps.push(" › ", this.link(parent, parent));
    return make("nav", { className: "crumbs" }, ...steps);
  }

  marks(entry) {
    const marks = [entry.kind === "type" ? entry.form.toLowerCase().replace("_", " ") : entry.kind];
    const root = this.vocabulary.rootOf(entry);
    if (root) marks[0] = root;
    if (entry.isOneOf) marks.push("exactly one field");
    if (entry.isRepeatable) marks.push("repeatable");
    const access = accessTexts[this.vocabulary.access.get(entry.coordinate)];
    if (access) marks.push(access);
    return make("p", { className: "marks" }, ...marks.map((text) => make("span", { textContent: text })));
  }

  deprecation(entry) {
    if (!entry.isDeprecated) return null;
    const reason = entry.deprecationReason ?? "";
    return make("div", { className: "deprecation" }, make("strong", { textContent: "Deprecated. " }), ...prose(reason));
  }

  valueLine(entry) {
    if (!entry.type) return null;
    const initial = entry.defaultValue ?? null;
    return make("p", {}, "Type ", this.typeLink(entry.type),
      initial === null ? null : " = ", initial === null ? null : make("code", { textContent: initial }));
  }

  typeLink(type) {
    const name = namedType(type).name;
    return make("code", {}, this.link(name, typeText(type)));
  }

  /** An operation with the entry, and a way to run it. */
  example(entry) {
    const root = this.vocabulary.rootOf(entry);
    if (!root) return null;
    const operation = operationFor(this.vocabulary, entry);
    const button = make("button", { type: "button", className: "try", textContent: "Open in the editor" });
    button.onclick = () => this.onOpen(operation);
    return [
      make("h3", { textContent: "Example" }), make("pre", {}, make("code", { textContent: operation.query })), button,
    ];
  }

  members(entry) {
    const of = (items, name) => (items ?? []).map((item) => this.vocabulary.entries.get(name(item))).filter(Boolean);
    const named = ({ name }) => name;
    return [
      this.list("Arguments", of(entry.args, ({ name }) => `${entry.coordinate}(${name}:)`)),
      this.list("Fields", of(entry.fields, ({ name }) => `${entry.coordinate}.${name}`)),
      this.list("Fields", of(entry.inputFields, ({ name }) => `${entry.coordinate}.${name}`)),
      this.list("Values", of(entry.enumValues, ({ name }) => `${entry.coordinate}.${name}`)),
      this.list("Implements", of(entry.interfaces, named)),
      this.list("Is one of", of(entry.possibleTypes, named)),
      entry.kind === "type" ? this.list("Comes from", this.vocabulary.reaching(entry.name), true) : null,
    ].flat();
  }

  list(title, entries, showsParent = false) {
    if (entries.length === 0) return null;
    const rows = entries.map((entry) => {
      const text = entry.kind === "type" || showsParent ? entry.coordinate : entry.name;
      const access = accessTexts[this.vocabulary.access.get(entry.coordinate)];
      const head = make("p", {}, make("code", {}, this.link(entry.coordinate, text)),
        entry.type ? [": ", this.typeLink(entry.type)] : null,
        entry.defaultValue ? make("code", { textContent: ` = ${entry.defaultValue}` }) : null,
        access ? make("span", { className: "mark", textContent: access }) : null,
        entry.isDeprecated ? make("span", { className: "mark", textContent: "deprecated" }) : null);
      return make("li", {}, head, ...prose(entry.description));
    });
    return [make("h3", { textContent: title }), make("ul", {}, ...rows)];
  }
}
