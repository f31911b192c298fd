public import Postgres

/// On whose behalf statements run: the tenant, the branches within reach and the role, as a checked token
/// says.
public struct TenantCaller: Sendable {
    /// The organization; nil without a token, when a public code may decide on it.
    public let organization: UUIDBytes?
    /// The branches within reach; nil for all of the organization's.
    public let branches: [UUIDBytes]?
    /// The role that the viewer is told.
    public let role: String
    /// When the operation must be over; nil for the session limit of the pool.
    public let deadline: ContinuousClock.Instant?
    /// Sees the statements of this caller's sessions, for tests and the explorer.
    public let observer: StatementObserver?

    /// A caller as a checked token describes it.
    public init(
        organization: UUIDBytes?, branches: [UUIDBytes]? = nil, role: String = "PUBLIC",
        deadline: ContinuousClock.Instant? = nil, observer: StatementObserver? = nil
    ) {
        self.organization = organization
        self.branches = branches
        self.role = role
        self.deadline = deadline
        self.observer = observer
    }

    /// The branches within reach as a parameter; null for all, as ``SQLTemplate/isReachable(_:)`` reads it.
    public var branchArray: ParameterValue {
        guard let branches else { return .null }
        var array = PostgresArrayBuilder(.uuid, capacity: branches.count)
        for branch in branches { array.append(branch) }
        return array.finish()
    }

    /// Whether a branch is within reach; it may still not exist.
    public func reaches(_ branch: UUIDBytes) -> Bool {
        branches?.contains(branch) ?? true
    }
}
