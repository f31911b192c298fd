/// What a pool of connections is doing at one moment.
public struct PoolUsage: Sendable, Equatable {
    /// Connections that are open, lent ones among them.
    public let open: Int
    /// Connections that somebody has.
    public let lent: Int
    /// Callers that wait for one.
    public let waiting: Int
}
