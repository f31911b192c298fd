/// The plans that an organization may be on; the raw values are the schema's `Plan`.
public enum Plan: String, Sendable, CaseIterable {
    /// To try it out.
    case free = "FREE"
    /// One restaurant.
    case starter = "STARTER"
    /// A few restaurants.
    case pro = "PRO"
    /// A chain.
    case enterprise = "ENTERPRISE"
}

/// What a plan allows an organization; nil is no limit.
public struct PlanLimits: Sendable, Equatable {
    /// Live branches.
    public let branches: Int?
    /// Active members and open invitations.
    public let members: Int?
    /// API keys that are not revoked.
    public let apiKeys: Int?
    /// Requests of all the organization's callers together.
    public let requestsPerSecond: Int?

    /// The limits of a plan.
    public init(branches: Int?, members: Int?, apiKeys: Int?, requestsPerSecond: Int?) {
        self.branches = branches
        self.members = members
        self.apiKeys = apiKeys
        self.requestsPerSecond = requestsPerSecond
    }
}

/// The limits of all plans, as `Config/plans.yaml` declares them.
public struct Plans: Sendable, Equatable {
    private let limits: [Plan: PlanLimits]

    /// The limits by plan; nil unless each plan has some.
    public init?(_ limits: [Plan: PlanLimits]) {
        guard limits.count == Plan.allCases.count else { return nil }
        self.limits = limits
    }

    /// What a plan allows.
    public subscript(plan: Plan) -> PlanLimits {
        // `init` has seen all plans; the alternative grants nothing.
        limits[plan] ?? PlanLimits(branches: 0, members: 0, apiKeys: 0, requestsPerSecond: 0)
    }
}
