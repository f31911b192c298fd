public import Domain

/// What the server lends to mutations besides the caller's transaction.
public struct MutationServices: Sendable {
    /// What each plan allows an organization.
    public let plans: Plans
    /// What a key of an integrator may be allowed.
    public let scopes: Set<String>

    /// The services of a server.
    public init(plans: Plans, scopes: Set<String>) {
        self.plans = plans
        self.scopes = scopes
    }
}
