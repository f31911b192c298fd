internal import GraphQLExecution
internal import GraphQLSchema

/// What holders of some roles see of the object types.
struct SeenFields {
    let held: [Int]
    /// By index of the type.
    private let parts: [Part]
    private let parents: [TypeID]

    /// What they see of one type.
    struct Part {
        var pairs: [GrantPair] = []
        var decisions: [FieldID: FieldDecision] = [:]
    }

    /// What one role sees.
    ///
    /// - Complexity: O(fields of the schema).
    init(of role: Int, _ rules: PermissionRules, _ schema: Schema) {
        held = [role]
        parents = schema.fields.map(\.parent)
        parts = schema.types.map { type in
            guard type.kind == .object, !type.isIntrospection else { return Part() }
            return rules.part([role], type, schema)
        }
    }

    /// What two roles see together. Of most types one gives nothing that the other does not.
    ///
    /// - Parameter denied: by index of the type, the roles to which something of it is denied.
    /// - Complexity: O(types + fields of the types of which both give something).
    init(
        _ one: SeenFields, _ other: SeenFields, denied: [RoleSet], _ rules: PermissionRules, _ schema: Schema
    ) {
        let held = one.held + other.held
        let closure = rules.roles.closure(of: held)
        self.held = held
        parents = one.parents
        parts = one.parts.indices.map { index in
            if denied[index].isDisjoint(with: closure) {
                if other.parts[index].adds(nothingTo: one.parts[index]) { return one.parts[index] }
                if one.parts[index].adds(nothingTo: other.parts[index]) { return other.parts[index] }
            }
            return rules.part(held, schema.types[index], schema)
        }
    }

    /// What is decided on a field; nil for one of no object type.
    subscript(field: FieldID) -> FieldDecision? { parts[parents[field.index].index].decisions[field] }

    /// Whether anything of a type is shown.
    func shows(_ type: TypeID) -> Bool { !parts[type.index].pairs.isEmpty }
}

extension SeenFields.Part {
    /// Whether whoever has the other part has this one too.
    fileprivate func adds(nothingTo other: SeenFields.Part) -> Bool {
        pairs.allSatisfy { pair in other.pairs.contains(where: pair.isAsGood) }
    }
}

extension GrantPair {
    fileprivate func isAsGood(as other: GrantPair) -> Bool {
        rows == other.rows && fields == other.fields && masks == other.masks
    }
}

extension PermissionRules {
    fileprivate func part(_ held: [Int], _ type: TypeDefinition, _ schema: Schema) -> SeenFields.Part {
        let pairs = pairs(held: held, type, schema)
        return SeenFields.Part(pairs: pairs, decisions: decisions(pairs, type, schema))
    }

    /// By index of the type: the roles to which a field of it is denied.
    func deniedRoles(_ schema: Schema) -> [RoleSet] {
        schema.types.map { type in
            type.fields.reduce(into: []) { denied, index in
                denied.formUnion(fields[schema.fields[index].id]?.who.denied ?? [])
            }
        }
    }
}
