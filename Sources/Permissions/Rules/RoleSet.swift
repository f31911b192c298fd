/// A set of roles, one bit a role.
struct RoleSet: OptionSet, Hashable, Sendable {
    let rawValue: UInt64

    /// As many roles as there are bits, key scopes among them.
    static let countMax = 64

    init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    init(_ role: Int) {
        rawValue = role < Self.countMax ? 1 << UInt64(role) : 0
    }

    init(_ roles: some Sequence<Int>) {
        self = roles.reduce(into: []) { $0.formUnion(RoleSet($1)) }
    }

    func contains(role: Int) -> Bool { !isDisjoint(with: RoleSet(role)) }

    /// The roles in the order of the file.
    var roles: [Int] { (0..<Self.countMax).filter(contains(role:)) }
}
