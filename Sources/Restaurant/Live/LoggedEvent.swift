public import Postgres

/// An entry of a branch's log, as it is read back.
public struct LoggedEvent: Sendable, Hashable {
    /// Its number among the events of its branch, from 1 without a gap.
    public let sequence: Int64
    /// What happened, as in `order.status_changed`.
    public let type: String
    /// What kind of thing it happened to: the prefix of its ID.
    public let entityKind: String
    /// Which of them.
    public let entity: UUIDBytes
    /// When, in microseconds since 2000.
    public let occurredAt: Int64
}

/// A branch of a tenant: what has a log of its own.
public struct BranchPlace: Sendable, Hashable {
    /// The tenant.
    public let organization: UUIDBytes
    /// The branch.
    public let branch: UUIDBytes

    /// A branch.
    public init(organization: UUIDBytes, branch: UUIDBytes) {
        self.organization = organization
        self.branch = branch
    }
}
