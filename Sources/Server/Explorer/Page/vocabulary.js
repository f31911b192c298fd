// What the schema has for this caller: what introspection tells, else what `permissions` tells, else nothing.

const reference = "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name "
  + "ofType { kind name } } } } }";
const input = `name description defaultValue isDeprecated deprecationReason type { ${reference} }`;
const introspection = `query Schema {
  __schema {
    description
    queryType { name } mutationType { name } subscriptionType { name }
    types {
      kind name description specifiedByURL isOneOf
      fields(includeDeprecated: true) {
        name description isDeprecated deprecationReason type { ${reference} }
        args(includeDeprecated: true) { ${input} }
      }
      inputFields(includeDeprecated: true) { ${input} }
      interfaces { kind name } possibleTypes { kind name }
      enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
    }
    directives { name description isRepeatable locations args(includeDeprecated: true) { ${input} } }
  }
}`;
const permissions = "query Permissions { permissions { fields { coordinate access } } }";

export class Vocabulary {
  /** All that can be looked up, by schema coordinate. */
  entries = new Map();
  /** What the caller gets of a field that it does not simply see, by coordinate. */
  access = new Map();

  /** Asks for what the caller may know. */
  static async load(operations) {
    const [schema, told] = await Promise.all([operations.ask(introspection), operations.ask(permissions)]);
    const fields = told.data?.permissions?.fields ?? [];
    return new Vocabulary(schema.data?.__schema ?? null, fields, schema.errors?.[0] ?? null);
  }

  /**
   * @param schema the answer to introspection; null where it is refused.
   * @param fields what `permissions` tells.
   * @param refusal why there is no schema.
   */
  constructor(schema, fields, refusal) {
    this.schema = schema;
    this.refusal = refusal;
    this.roots = { query: null, mutation: null, subscription: null };
    for (const { coordinate, access } of fields) {
      if (access !== "FULL") this.access.set(coordinate, access);
      if (!schema) this.add({ kind: "field", coordinate, name: coordinate.split(".")[1] });
    }
    if (!schema) return;
    for (const root of Object.keys(this.roots)) this.roots[root] = schema[`${root}Type`]?.name ?? null;
    for (const type of schema.types) if (!type.name.startsWith("__")) this.addType(type);
    for (const directive of schema.directives) this.addDirective(directive);
  }

  add(entry) {
    this.entries.set(entry.coordinate, entry);
  }

  addType(type) {
    this.add({ ...type, kind: "type", form: type.kind, coordinate: type.name });
    for (const field of type.fields ?? []) {
      const coordinate = `${type.name}.${field.name}`;
      this.add({ ...field, kind: "field", coordinate, parent: type.name });
      for (const argument of field.args) {
        this.add({ ...argument, kind: "argument", coordinate: `${coordinate}(${argument.name}:)`, parent: coordinate });
      }
    }
    for (const field of type.inputFields ?? []) {
      this.add({ ...field, kind: "input", coordinate: `${type.name}.${field.name}`, parent: type.name });
    }
    for (const value of type.enumValues ?? []) {
      this.add({ ...value, kind: "value", coordinate: `${type.name}.${value.name}`, parent: type.name });
    }
  }

  addDirective(directive) {
    const coordinate = `@${directive.name}`;
    this.add({ ...directive, kind: "directive", coordinate });
    for (const argument of directive.args) {
      this.add({ ...argument, kind: "argument", coordinate: `${coordinate}(${argument.name}:)`, parent: coordinate });
    }
  }

  /** The kind of operation in which a field is a root field; null for all others. */
  rootOf(entry) {
    return Object.keys(this.roots).find((root) => entry.kind === "field" && this.roots[root] === entry.parent) ?? null;
  }

  /** Fields that bring objects of a type, root fields first. */
  reaching(typeName, countMax = 12) {
    const found = [...this.entries.values()].filter(
      (entry) => entry.kind === "field" && entry.type && namedType(entry.type).name === typeName);
    return found.sort((one, other) => (this.rootOf(other) ? 1 : 0) - (this.rootOf(one) ? 1 : 0)).slice(0, countMax);
  }

  /** Entries in whose coordinate, or else description, all words stand; the closest first. */
  search(text, countMax = 60) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    const scored = [];
    for (const entry of this.entries.values()) {
      const score = this.score(entry, words);
      if (score !== null) scored.push({ entry, score });
    }
    scored.sort((one, other) => one.score - other.score
      || one.entry.coordinate.length - other.entry.coordinate.length
      || one.entry.coordinate.localeCompare(other.entry.coordinate));
    return scored.slice(0, countMax).map(({ entry }) => entry);
  }

  score(entry, words) {
    const coordinate = entry.coordinate.toLowerCase();
    const name = entry.name.toLowerCase();
    const description = (entry.description ?? "").toLowerCase();
    let score = 0;
    for (const word of words) {
      if (coordinate === word) score += 0;
      else if (name === word) score += 1;
      else if (name.startsWith(word)) score += 2;
      else if (name.includes(word)) score += 3;
      else if (coordinate.includes(word)) score += 4;
      else if (description.includes(word)) score += 5;
      else return null;
    }
    const isMinor = entry.kind === "argument" || entry.kind === "input" || entry.kind === "value";
    return score * 4 + (entry.kind === "type" ? 0 : this.rootOf(entry) ? 1 : isMinor ? 3 : 2)
      + (entry.isDeprecated ? 2 : 0);
  }
}

/** A type as documents write it. */
export function typeText(type) {
  if (type.kind === "NON_NULL") return `${typeText(type.ofType)}!`;
  if (type.kind === "LIST") return `[${typeText(type.ofType)}]`;
  return type.name;
}

/** The type below lists and non-nulls. */
export function namedType(type) {
  return type.ofType ? namedType(type.ofType) : type;
}
