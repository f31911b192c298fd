// Operations to begin with: in development those of the demonstration, elsewhere made from the schema; and one for each
// root field. Nothing here names what the caller may not see.

import { namedType, typeText } from "/explorer/vocabulary.js";

const anything = "# Write an operation. Run it: Ctrl-Enter.\n{\n  __typename\n}\n";

/** The operations that a newcomer finds open: of those that there are, what the caller may run. */
export async function beginnings(operations, callers, vocabulary) {
  let found = [];
  if (callers.desk) {
    const { demonstration } = await import("/explorer/demonstration.js");
    found = (await demonstration(operations, callers)).filter(({ field }) => vocabulary.entries.has(field));
  } else if (vocabulary.schema) {
    found = ["query", "subscription", "mutation"].map((root) => shortest(vocabulary, root)).filter(Boolean);
  }
  return found.length > 0 ? found : [{ title: "Ask something", name: "", query: anything, variables: {} }];
}

/** An operation of a kind that needs the least to be filled in. */
function shortest(vocabulary, root) {
  const name = vocabulary.roots[root];
  const fields = (vocabulary.entries.get(name)?.fields ?? []).filter(({ isDeprecated }) => !isDeprecated);
  const needed = ({ args }) => args.filter(isRequired).length;
  const least = fields.toSorted((one, other) => needed(one) - needed(other))[0];
  if (!least) return null;
  return { title: `A ${root}`, ...operationFor(vocabulary, vocabulary.entries.get(`${name}.${least.name}`)) };
}

/** An operation that asks for a root field: its required arguments as variables, what is simple of its answer. */
export function operationFor(vocabulary, entry) {
  const root = vocabulary.rootOf(entry);
  const required = entry.args.filter(isRequired);
  const name = entry.name[0].toUpperCase() + entry.name.slice(1);
  const declared = required.map((argument) => `$${argument.name}: ${typeText(argument.type)}`).join(", ");
  const passed = required.map((argument) => `${argument.name}: $${argument.name}`).join(", ");
  const selected = selection(vocabulary, entry.type, 1, 3);
  const variables = {};
  for (const argument of required) variables[argument.name] = sample(vocabulary, argument.type, 3);
  const query = `${root} ${name}${declared && `(${declared})`} {\n  ${entry.name}${passed && `(${passed})`}`
    + `${selected && ` ${selected}`}\n}\n`;
  return { name, query, variables };
}

const isRequired = (value) =>
  value.type.kind === "NON_NULL" && (value.defaultValue === null || value.defaultValue === undefined);
/** What may stand elsewhere, in a header, but must stand somewhere says so where it is described. */
const isNeeded = (value) => isRequired(value) || (value.description ?? "").startsWith("Needed");

/** Names that say the most where there is no room for all. */
const telling = ["id", "name", "number", "status", "code", "message", "cursor", "formatted"];
const countMax = 6;
/** Amounts of money that say the most where a type has several. */
const amounts = ["total", "price", "amount", "balance"];

function selection(vocabulary, type, level, depth) {
  const found = vocabulary.entries.get(namedType(type).name);
  if (found?.coordinate === "Money") return "{ formatted }";
  if (!found?.fields && !found?.possibleTypes?.length) return "";
  const fields = (found.fields ?? []).filter((field) => !field.isDeprecated && !field.args.some(isRequired));
  const isLeaf = (field) => ["SCALAR", "ENUM"].includes(namedType(field.type).kind);
  const rank = ({ name }) => (telling.includes(name) ? telling.indexOf(name) : telling.length);
  const leaves = fields.filter(isLeaf).sort((one, other) => rank(one) - rank(other)).slice(0, countMax)
    .map(({ name }) => name);
  const below = depth > 0 ? fields.filter((field) => !isLeaf(field) && leads(found, field, leaves)) : [];
  const pad = "  ".repeat(level + 1);
  const lines = leaves.map((name) => pad + name);
  for (const field of below) {
    const inner = selection(vocabulary, field.type, level + 1, depth - 1);
    if (inner) lines.push(`${pad}${field.name} ${inner}`);
  }
  return `{\n${(lines.length > 0 ? lines : [`${pad}__typename`]).join("\n")}\n${"  ".repeat(level)}}`;
}

/** Whether an object below is what a type is there for: the entries of a page, the answer of a mutation. */
function leads(type, field, leaves) {
  if (type.name.endsWith("Connection")) return field.name === "nodes" || field.name === "pageInfo";
  if (namedType(field.type).name === "Money") return amounts.includes(field.name);
  return type.name.endsWith("Payload") || leaves.length === 0;
}

/** A value of an input type, to be filled in. */
function sample(vocabulary, type, depth) {
  if (type.kind === "NON_NULL") return sample(vocabulary, type.ofType, depth);
  if (type.kind === "LIST") return [sample(vocabulary, type.ofType, depth)];
  const found = vocabulary.entries.get(type.name);
  if (found?.enumValues?.length) return found.enumValues[0].name;
  if (found?.inputFields && depth > 0) {
    const filled = found.isOneOf ? found.inputFields.slice(0, 1) : found.inputFields.filter(isNeeded);
    const value = ({ name, type: inner }) =>
      name === "idempotencyKey" ? crypto.randomUUID() : sample(vocabulary, inner, depth - 1);
    return Object.fromEntries(filled.map((field) => [field.name, value(field)]));
  }
  return { Int: 1, Int64: 1, Float: 1, Boolean: true }[type.name] ?? "";
}
