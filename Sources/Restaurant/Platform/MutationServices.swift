public import Domain

/// What the server lends to mutations besides the caller's transaction.
public struct MutationServices: Sendable {
    /// What each plan allows an organization.
    public let plans: Plans

    /// The services of a server.
    public init(plans: Plans) {
        self.plans = plans
    }
}
