/// What a permission file says of single rows of a type: each set of rows comes with its own fields, and the
/// roles that a caller holds add up, but never the fields of one on the rows of another.
struct ExpectedRows {
    /// What a field shows of a row.
    enum Value: Hashable {
        case raw
        case masked(ExpectedMask)
        case null
        case error
    }

    let expected: ExpectedAccess
    let type: String
    /// The scope of each role that has one.
    let scopes: [String: String]
    /// The rows of each scope.
    let rows: [String: Set<String>]

    /// Rows with the roles whose fields are granted on them.
    private typealias Pair = (scope: String, granted: Set<String>)

    /// What there is for a role.
    func rows(for role: String) -> Set<String> {
        pairs(role).reduce(into: []) { $0.formUnion(rows[$1.scope] ?? []) }
    }

    /// What a field of a row that there is for a role shows to it.
    func value(of field: String, _ row: String, for role: String) -> Value {
        let entry = expected.entries["\(type).\(field)"] ?? ExpectedAccess.Entry()
        let otherwise: Value =
            switch entry.otherwise ?? expected.otherwise {
            case .error: .error
            default: .null
            }
        guard entry.deny.isDisjoint(with: expected.closure(of: role)) else { return otherwise }
        let holding = pairs(role).filter { rows[$0.scope]?.contains(row) == true }
        if let allow = entry.allow, holding.contains(where: { !$0.granted.isDisjoint(with: allow) }) {
            return .raw
        }
        let masks = holding.flatMap { pair in entry.masks.filter { pair.granted.contains($0.key) }.values }
        return masks.first.map { .masked($0) } ?? otherwise
    }

    private func pairs(_ held: String) -> [Pair] {
        held.split(separator: "+").flatMap { role in
            var seen: Set<String> = []
            return pairs(String(role), &seen)
        }
    }

    /// A role with rows of its own has all of its fields on them. Another one has what it inherits, and its
    /// own fields on all rows that it inherits.
    private func pairs(_ role: String, _ seen: inout Set<String>) -> [Pair] {
        guard seen.insert(role).inserted else { return [] }
        if let own = scopes[role] { return [(own, expected.closure(of: role))] }
        var pairs: [Pair] = []
        for parent in expected.parents[role] ?? [] { pairs += self.pairs(parent, &seen) }
        return pairs + said(of: role).map { ($0, [role]) }
    }

    private func said(of role: String) -> Set<String> {
        if let own = scopes[role] { return [own] }
        return (expected.parents[role] ?? []).reduce(into: []) { $0.formUnion(said(of: $1)) }
    }
}
