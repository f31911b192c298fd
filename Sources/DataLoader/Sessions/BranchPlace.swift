public import Postgres

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
