// The editor: GraphiQL, as its package has it. It completes, validates, prettifies and keeps a history by itself; it is
// told the schema, and asks by way of the page.

import { byID } from "/explorer/elements.js";

export class Workbench {
  schema = null;
  operationName = null;

  /** @param operations what runs documents. */
  constructor(operations) {
    this.operations = operations;
  }

  /** Whether the files of GraphiQL were there. */
  get isInstalled() {
    return Boolean(window.React && window.ReactDOM && window.GraphiQL);
  }

  /** The tabs of a first visit; those of an earlier one stay as they were. */
  begin(tabs) {
    if (!this.isInstalled) {
      byID("graphiql").hidden = true;
      byID("lacking").hidden = false;
      return;
    }
    this.tabs ??= tabs.map(({ query, variables }) => ({ query, variables: JSON.stringify(variables, null, 2) }));
  }

  /** Completes and validates by this schema from now on; null does neither. */
  learn(schema) {
    this.schema = schema;
    if (this.tabs) this.draw();
  }

  draw() {
    const { createElement } = window.React;
    const { GraphiQL } = window;
    const editor = createElement(GraphiQL, {
      fetcher: (parameters, options) => this.run(parameters, options),
      schema: this.schema ? { __schema: this.schema } : null,
      defaultTabs: this.tabs, defaultEditorToolsVisibility: "variables", shouldPersistHeaders: false,
      onEditOperationName: (name) => {
        this.operationName = name;
      },
    }, createElement(GraphiQL.Logo, null, " "));
    window.ReactDOM.render(editor, byID("graphiql"), () => this.fillIn());
  }

  /** The editor leaves the variables of the first tab out until another one has been looked at. */
  fillIn(triesLeft = 100) {
    const [text, values] = this.editors;
    if ((!text || !values) && triesLeft > 0) {
      setTimeout(() => this.fillIn(triesLeft - 1), 50);
      return;
    }
    const tab = this.tabs.find(({ query }) => query === text?.getValue());
    if (tab && values && values.getValue() === "") values.setValue(tab.variables);
  }

  run({ query, variables, operationName }, options) {
    const chosen = choice(query, operationName);
    const isSubscription = chosen.kind === "subscription";
    return this.operations.run(
      { query, variables, operationName: chosen.operationName }, options?.headers ?? {}, isSubscription);
  }

  /** Opens an operation in a tab of its own. */
  open({ query, variables }) {
    if (!this.tabs) return;
    document.querySelector(".graphiql-tab-add")?.click();
    requestAnimationFrame(() => {
      const [text, values] = this.editors;
      text?.setValue(query);
      values?.setValue(JSON.stringify(variables, null, 2));
      text?.focus();
    });
  }

  /** The editors of the document, of its variables and of headers. */
  get editors() {
    const tools = document.querySelectorAll(".graphiql-editor-tool .CodeMirror");
    return [document.querySelector(".graphiql-query-editor .CodeMirror"), ...tools].map((place) => place?.CodeMirror);
  }

  /** What stands in the open tab. */
  get current() {
    const [text, values, headers] = this.editors.map((editor) => editor?.getValue() ?? "");
    const { operationName } = choice(text, this.operationName);
    return { parameters: { query: text, variables: read(values), operationName }, headers: read(headers) };
  }
}

/** The operation of a document that is meant. For a moment after a change of tabs the editor names the old one's. */
function choice(document, wanted) {
  const plain = document.replace(/"""[^]*?"""|"(?:\\.|[^"\\\n])*"|#.*/g, "");
  const operations = [];
  let depth = 0;
  for (const [sign, kind, name] of plain.matchAll(/[{}]|\b(query|mutation|subscription)\b\s*(\w+)?/g)) {
    if (sign === "{") depth += 1;
    else if (sign === "}") depth -= 1;
    else if (depth === 0) operations.push({ kind, operationName: name });
  }
  return operations.find(({ operationName }) => operationName === wanted) ?? (
    operations.length === 1 ? operations[0] : { kind: "query", operationName: undefined });
}

/** JSON as somebody types it; nothing while it is not whole. */
function read(text) {
  try {
    return text?.trim() ? JSON.parse(text) : {};
  } catch {
    return {};
  }
}
