/// How many points an order earns, and loses again.
public enum LoyaltyPoints {
    /// Points of one entry at most: sums of a million of them fit 64 bits.
    public static let countMax: Int64 = 1_000_000_000_000

    /// Whole currency units of the base, rounded down, times rate and multiplier, rounded down.
    ///
    /// - Parameters:
    ///   - baseMinor: what the lines cost after discounts, without tax, delivery and tips; in minor units.
    ///   - exponent: decimals of the currency.
    ///   - rateBasisPoints: points for one unit; 10000 is one.
    ///   - multiplierBasisPoints: of the tier; 15000 is one and a half.
    /// - Returns: at most ``countMax``; nothing for a base or factors below nothing.
    public static func earned(
        baseMinor: Int64, exponent: Int, rateBasisPoints: Int64, multiplierBasisPoints: Int64
    ) -> Int64 {
        guard baseMinor > 0, rateBasisPoints > 0, multiplierBasisPoints > 0 else { return 0 }
        var unit: Int64 = 1
        for _ in 0..<max(0, min(exponent, 4)) { unit *= 10 }
        let whole = Int128(BasisPoints.whole)
        // Products of 63 + 63 bits fit; the rate is taken before the multiplier, and nothing is rounded
        // between them.
        let rated = Int128(baseMinor / unit).multipliedReportingOverflow(by: Int128(rateBasisPoints))
        let multiplied = rated.partialValue.multipliedReportingOverflow(by: Int128(multiplierBasisPoints))
        guard !rated.overflow, !multiplied.overflow else { return countMax }
        return Int64(clamping: min(multiplied.partialValue / (whole * whole), Int128(countMax)))
    }

    /// How many of the points that an order earned are taken back now, in proportion to what was refunded.
    ///
    /// All of them once all is refunded; until then rounded down, so that parts never sum to more.
    ///
    /// - Parameters:
    ///   - reversed: what was taken back before.
    public static func toReverse(
        earned: Int64, refundedMinor: Int64, paidMinor: Int64, reversed: Int64
    ) -> Int64 {
        guard earned > 0, refundedMinor > 0 else { return 0 }
        let due =
            refundedMinor >= paidMinor
            ? earned : Int64(clamping: Int128(earned) * Int128(refundedMinor) / Int128(paidMinor))
        return max(0, due - max(0, reversed))
    }
}

/// Points that came in together and are spent, or expire, together.
public struct PointLot<ID: Hashable & Sendable>: Hashable, Sendable {
    /// The entry that brought them.
    public var id: ID
    /// Those that are left; above nothing.
    public var remaining: Int64

    /// Points of an entry.
    public init(id: ID, remaining: Int64) {
        self.id = id
        self.remaining = remaining
    }

    /// What is taken off each of several lots, the first first, to come to so many points; nil where they
    /// have fewer. Lots that give nothing are left out.
    public static func spend(_ points: Int64, of lots: [PointLot]) -> [PointLot]? {
        var left = points
        var taken: [PointLot] = []
        for lot in lots where left > 0 && lot.remaining > 0 {
            let part = min(left, lot.remaining)
            taken.append(PointLot(id: lot.id, remaining: part))
            left -= part
        }
        return left > 0 ? nil : taken
    }
}

/// A rank among the customers: who has earned more earns faster.
public struct LoyaltyTier<ID: Hashable & Sendable>: Hashable, Sendable {
    /// The tier.
    public var id: ID
    /// Points ever earned from which it holds.
    public var minimumPoints: Int64
    /// What points are multiplied by; 10000 is one.
    public var multiplierBasisPoints: Int64

    /// A tier.
    public init(id: ID, minimumPoints: Int64, multiplierBasisPoints: Int64) {
        self.id = id
        self.minimumPoints = minimumPoints
        self.multiplierBasisPoints = multiplierBasisPoints
    }

    /// The highest tier that somebody has reached; nil below all of them.
    public static func reached(_ lifetimePoints: Int64, of tiers: [LoyaltyTier]) -> LoyaltyTier? {
        tiers.filter { $0.minimumPoints <= lifetimePoints }.max { $0.minimumPoints < $1.minimumPoints }
    }
}
