/// A share in hundredths of a percent, from nothing to the whole: 1800 is 18 %.
public struct BasisPoints: Hashable, Sendable {
    /// The whole: 100 %.
    public static let whole = 10_000

    /// Hundredths of a percent, 0 to ``whole``.
    public let value: Int

    /// A share; nil below nothing and above the whole.
    public init?(_ value: Int) {
        guard (0...Self.whole).contains(value) else { return nil }
        self.value = value
    }
}
