// Operations to begin with: a few that show what the API is, and one for each root field, made from the schema.

import { namedType, typeText } from "/explorer/vocabulary.js";

const guestMenu = `# What a guest's phone shows, without a token.
# Run it: Ctrl-Enter.
query GuestMenu($code: String!) {
  publicMenu(branchCode: $code, locale: "en") {
    branch { name currency }
    menus {
      name
      categories {
        name
        items { name isAvailable price { formatted } }
      }
    }
  }
}
`;

const orders = `# The latest orders of a branch. Once it has run,
# the tabs at the bottom tell what it took.
query LatestOrders($branch: ID!) {
  viewer { role organization { name } }
  orders(branchId: $branch, first: 5) {
    nodes {
      number status
      total { formatted }
      lines { name quantity }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const orderChanges = `# Stays open and tells what happens. Run it, then
# make an order in another window (tab NewOrder).
subscription OrderChanges($branch: ID!) {
  orderChanged(branchId: $branch) {
    cursor
    changeType
    order { number status total { formatted } }
  }
}
`;

const newOrder = `# Makes an order and confirms it. What the house
# refuses comes back in userErrors, not in errors.
# Sent again with the same key it stays one order:
# for another one, choose another key.
mutation NewOrder($input: OrderCreateInput!) {
  orderCreate(input: $input) {
    order { number status total { formatted } }
    userErrors { message field }
  }
}
`;

const dishes = `query Dishes($branch: ID!) {
  menus(branchId: $branch) {
    categories { items { id isAvailable modifierGroups { min } } }
  }
}`;

/** The operations that a newcomer finds open, with variables of the demonstration where there is one. */
export async function beginnings(operations, callers) {
  const { branch } = callers;
  const item = branch && callers.token ? await dish(operations, branch.id) : null;
  const input = {
    branchId: branch?.id ?? "", type: "TAKEAWAY", confirm: true,
    lines: [{ itemId: item ?? "", quantity: "2" }], idempotencyKey: crypto.randomUUID(),
  };
  return [
    { name: "GuestMenu", query: guestMenu, variables: { code: branch?.publicCode ?? "" } },
    { name: "LatestOrders", query: orders, variables: { branch: branch?.id ?? "" } },
    { name: "OrderChanges", query: orderChanges, variables: { branch: branch?.id ?? "" } },
    { name: "NewOrder", query: newOrder, variables: { input } },
  ];
}

/** The ID of something that can be ordered without choosing more. */
async function dish(operations, branch) {
  const { data } = await operations.ask(dishes, { branch });
  const items = (data?.menus ?? []).flatMap(({ categories }) => categories).flatMap(({ items }) => items);
  const simple = items.filter((item) => item.modifierGroups.every(({ min }) => min === 0));
  // At night nothing is: then the answer shows how the house says so.
  return (simple.find((item) => item.isAvailable) ?? simple[0])?.id ?? null;
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
