/// The largest amounts that somebody at a till may type in, in minor units: beyond them it is a slip of the
/// finger, and sums of many stay far from where numbers end.
public struct AmountLimits: Sendable {
    /// Of a payment's tip.
    public var tipMinor: Int64 = 1_000_000_000
    /// Of what a drawer begins with.
    public var floatMinor: Int64 = 100_000_000_000
    /// Of cash that moves without an order.
    public var movementMinor: Int64 = 100_000_000_000

    /// The usual ones.
    public init() {}
}
