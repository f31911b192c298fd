public import Postgres

/// Names a chain of entries: a branch's, an organization's own, or the platform's.
public struct AuditChain: Sendable, Hashable {
    /// Stands for "no organization" and "no branch" in the tables.
    public static let none = UUIDBytes(high: 0, low: 0)
    /// Acts outside of all organizations, such as a failed login of an unknown address.
    public static let platform = AuditChain(organization: none, branch: nil)

    /// The tenant, or ``none``.
    public let organization: UUIDBytes
    /// The branch; nil for acts of the organization as a whole.
    public let branch: UUIDBytes?

    /// A chain of an organization.
    public init(organization: UUIDBytes, branch: UUIDBytes? = nil) {
        self.organization = organization
        self.branch = branch
    }

    /// The identifier of the counter row.
    public var id: UUIDBytes { branch ?? Self.none }

    /// The hash that the first entry continues.
    public static let genesis = [UInt8](repeating: 0, count: 32)
}

/// Where a chain ends: what the next entry continues.
public struct AuditHead: Sendable, Equatable {
    /// How many entries there are.
    public var sequence: Int64
    /// The hash of the last one.
    public var hash: [UInt8]

    /// An end.
    public init(sequence: Int64 = 0, hash: [UInt8] = AuditChain.genesis) {
        self.sequence = sequence
        self.hash = hash
    }
}
