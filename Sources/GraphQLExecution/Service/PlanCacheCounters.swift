/// What the plan cache did since the start and what it holds now, for metrics and tests.
public struct PlanCacheCounters: Sendable, Equatable {
    /// Requests whose document was found valid: nothing was parsed or validated for them.
    public var hits = 0
    /// Requests whose document was found and known to be invalid.
    public var negativeHits = 0
    /// Documents that were parsed and, unless that failed, validated.
    public var misses = 0
    /// Plans that were compiled: one an operation, and one a choice of its conditions.
    public var compiledPlans = 0
    /// Documents that had to go for others.
    public var evictions = 0
    /// Documents held now, valid or not.
    public var documents = 0
    /// Bytes held now, as they count against the budget.
    public var bytes = 0

    /// Zeros.
    public init() {}
}
