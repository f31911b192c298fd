internal import GraphQLExecution
internal import GraphQLSchema

/// Rows of an object type and the fields that are granted on them.
struct GrantPair: Sendable {
    let rows: PermissionRules.Rows
    /// The role whose rows they are.
    let role: Int
    var fields: Set<FieldID>
    var masks: [FieldID: Mask]

    var isEmpty: Bool { fields.isEmpty && masks.isEmpty }
}

extension PermissionRules {
    /// What a role is granted of a type: each set of rows with its own fields, so that roles which inherit
    /// from several never get the fields of one on the rows of another.
    ///
    /// A role with rows of its own has them for all of its fields, inherited ones too. One without keeps the
    /// pairs that it inherits, and has the fields that name it on all rows that it inherits.
    func pairs(_ role: Int, _ type: TypeDefinition, _ schema: Schema) -> [GrantPair] {
        guard let choices = rows[type.id]?.byRole else {
            let pair = pair(.all, role, roles.closures[role], type, schema)
            return pair.isEmpty ? [] : [pair]
        }
        if let own = choices[role] {
            return own.rows.map { pair($0, role, roles.closures[role], type, schema) }.filter { !$0.isEmpty }
        }
        let direct = inheritedRows(role, choices).map { pair($0, role, RoleSet(role), type, schema) }
        return (roles.parents[role].flatMap { pairs($0, type, schema) } + direct).filter { !$0.isEmpty }
    }

    /// What roles are granted of a type together, without what is denied to one of them.
    func pairs(held: [Int], _ type: TypeDefinition, _ schema: Schema) -> [GrantPair] {
        let closure = roles.closure(of: held)
        let denied = type.fields.map { schema.fields[$0].id }.filter {
            !(fields[$0]?.who.denied.isDisjoint(with: closure) ?? true)
        }
        return held.flatMap { pairs($0, type, schema) }.map { pair in
            var pair = pair
            pair.fields.subtract(denied)
            for field in denied { pair.masks[field] = nil }
            return pair
        }.filter { !$0.isEmpty }
    }

    /// The rows of a role that names none, from those that it inherits from.
    func inheritedRows(_ role: Int, _ choices: [Int: RowRules.Choice]) -> [Rows] {
        var seen: Set<Rows> = []
        let rows = roles.parents[role].flatMap { parent in
            choices[parent]?.rows ?? inheritedRows(parent, choices)
        }
        return rows.filter { seen.insert($0).inserted }
    }

    private func pair(
        _ rows: Rows, _ role: Int, _ granted: RoleSet, _ type: TypeDefinition, _ schema: Schema
    ) -> GrantPair {
        var pair = GrantPair(rows: rows, role: role, fields: [], masks: [:])
        for index in type.fields {
            guard let rule = fields[schema.fields[index].id] else { continue }
            if !rule.who.allowed.isDisjoint(with: granted) {
                pair.fields.insert(rule.field)
            } else if let mask = rule.masks.first(where: { granted.contains(role: $0.mention.role) }) {
                pair.masks[rule.field] = mask.mask
            }
        }
        return pair
    }
}
