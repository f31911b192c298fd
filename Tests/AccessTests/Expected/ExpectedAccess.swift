import GraphQLSchema

/// What `Config/permissions.yaml` says, read a second time and in another way than the server reads it: what
/// the two make of the file must agree.
struct ExpectedAccess: Sendable {
    /// What a role gets from a field.
    enum Outcome: Hashable, Sendable {
        case value
        /// A part of the value.
        case masked(ExpectedMask)
        /// The field exists and is null.
        case null
        /// The field exists, is null, and an error says why.
        case error
        /// The field does not exist.
        case hidden

        /// Whether the field exists.
        var exists: Bool { self != .hidden }
    }

    /// Who may do what with one field, argument, input field or enum value.
    struct Entry: Sendable {
        var allow: Set<String>?
        var deny: Set<String> = []
        var masks: [String: ExpectedMask] = [:]
        var otherwise: Outcome?
    }

    /// Roles that a request can have alone, in the order of the file.
    var roles: [String] = []
    /// What an API key may have besides, in the order of the file.
    var keyScopes: [String] = []
    var parents: [String: [String]] = [:]
    /// By coordinate: `Type.field`, `Type.field(argument:)`, `Input.field`, `Enum.VALUE`.
    var entries: [String: Entry] = [:]
    /// What an argument, input field or enum value reads, both by coordinate.
    var reads: [String: String] = [:]
    /// What introspection tells, by role.
    var introspection: [String: String] = [:]
    var defaultIntrospection = "visible"
    /// Roles that belong to no one tenant.
    var platformRoles: Set<String> = []
    var otherwise = Outcome.hidden

    /// What the file says, together with the schema's own directives.
    init(yaml: String, schema: Schema) throws {
        try self.init(yaml: yaml)
        let values = schema.types.flatMap { type in
            type.enumValues.map { ("\(type.name).\($0.name)", $0.directives) }
        }
        for (place, directives) in schema.inputValues.map({ ($0.coordinate, $0.directives) }) + values {
            for directive in directives where directive.name == "reads" {
                if case .string(let field)? = directive.argument("field") { reads[place] = field }
            }
        }
    }

    /// The role and all that it inherits from; `A+B` holds two.
    func closure(of role: String) -> Set<String> {
        var seen: Set<String> = []
        var open = role.split(separator: "+").map(String.init)
        while let next = open.popLast() {
            if seen.insert(next).inserted { open += parents[next] ?? [] }
        }
        return seen
    }

    /// What a role gets from a field.
    func outcome(_ role: String, _ field: FieldDefinition, _ schema: Schema) -> Outcome {
        let type = schema[field.parent]
        guard let entry = entries["\(type.name).\(field.name)"] else {
            guard type.kind == .interface else { return .hidden }
            // Without an entry of its own it exists where it exists on an object type.
            let objects = type.possibleTypes.types.compactMap { schema.field(field.symbol, of: $0) }
            return objects.contains { outcome(role, schema[$0], schema).exists } ? .value : .hidden
        }
        return outcome(role, entry)
    }

    private func outcome(_ role: String, _ entry: Entry) -> Outcome {
        let held = closure(of: role)
        guard entry.deny.isDisjoint(with: held) else { return entry.otherwise ?? otherwise }
        if let allow = entry.allow, !allow.isDisjoint(with: held) { return .value }
        if let mask = entry.masks.sorted(by: { $0.key < $1.key }).first(where: { held.contains($0.key) }) {
            return .masked(mask.value)
        }
        return entry.otherwise ?? otherwise
    }

    /// Whether an argument, an input field or an enum value exists for a role: yes, unless an entry says no,
    /// or it reads a field that the role does not simply see.
    func sees(_ coordinate: String, _ role: String) -> Bool {
        if let field = reads[coordinate], outcome(role, entries[field] ?? Entry()) != .value { return false }
        guard let entry = entries[coordinate] else { return true }
        let held = closure(of: role)
        return entry.deny.isDisjoint(with: held) && entry.allow.map { !$0.isDisjoint(with: held) } ?? true
    }

    /// The role that sees most fields, tenants aside: what is asked to find out which values are good.
    func strongest(_ schema: Schema) -> String {
        let counts = roles.filter { !platformRoles.contains($0) }.map { role in
            (role, schema.fields.filter { outcome(role, $0, schema) == .value }.count)
        }
        return counts.reduce(("", -1)) { $1.1 > $0.1 ? $1 : $0 }.0
    }
}
