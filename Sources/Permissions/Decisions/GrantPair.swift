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
        var pairs: [GrantPair] = []
        var seen: RoleSet = []
        /// Each role once, however many ways lead to it; what is inherited comes first.
        func visit(_ role: Int) {
            guard seen.insert(RoleSet(role)).inserted else { return }
            if let own = choices[role] {
                pairs += own.rows.map { pair($0, role, roles.closures[role], type, schema) }
                return
            }
            for parent in roles.parents[role] { visit(parent) }
            pairs += inheritedRows(role, choices).map { pair($0, role, RoleSet(role), type, schema) }
        }
        visit(role)
        return pairs.filter { !$0.isEmpty }
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
            roles.said(of: parent) { choices[$0]?.rows }.joined()
        }
        return rows.filter { seen.insert($0).inserted }
    }

    /// The masks that the nearest roles with any have, as one inherits; different ones contradict each other.
    func nearestMasks(_ rule: FieldRule, _ role: Int, among granted: RoleSet) -> [Mask] {
        let known = rule.masks.filter { granted.contains(role: $0.mention.role) }
        guard known.count > 1 else { return known.map(\.mask) }
        let ways = known.map { known in
            (way: roles.path(from: role, to: known.mention.role)?.count ?? .max, mask: known.mask)
        }
        let nearest = ways.map(\.way).min()
        return ways.filter { $0.way == nearest }.map(\.mask)
    }

    private func pair(
        _ rows: Rows, _ role: Int, _ granted: RoleSet, _ type: TypeDefinition, _ schema: Schema
    ) -> GrantPair {
        var pair = GrantPair(rows: rows, role: role, fields: [], masks: [:])
        for index in type.fields {
            guard let rule = fields[schema.fields[index].id] else { continue }
            if !rule.who.allowed.isDisjoint(with: granted) {
                pair.fields.insert(rule.field)
            } else {
                pair.masks[rule.field] = nearestMasks(rule, role, among: granted).first
            }
        }
        return pair
    }
}
