/// How much of something is sold: a count of portions, or a weight of up to four decimals.
///
/// Kept in ten-thousandths, the precision of stored quantities (fourteen digits, four of them decimals), so
/// that no floating point is needed. Always more than nothing.
public struct Quantity: Hashable, Sendable {
    /// Parts of one.
    public static let partsOfOne: Int64 = 10_000
    /// The largest that can be stored: 9,999,999,999.9999.
    public static let tenThousandthsMax: Int64 = 99_999_999_999_999
    /// One portion.
    public static let one = Quantity(uncheckedTenThousandths: partsOfOne)

    /// The quantity in ten-thousandths: 5000 is a half.
    public let tenThousandths: Int64

    /// A quantity with decimals; nil for nothing, less than nothing, and what cannot be stored.
    public init?(tenThousandths: Int64) {
        guard (1...Self.tenThousandthsMax).contains(tenThousandths) else { return nil }
        self.tenThousandths = tenThousandths
    }

    /// A count; nil for nothing, less than nothing, and what cannot be stored.
    public init?(count: Int64) {
        let (parts, overflows) = count.multipliedReportingOverflow(by: Self.partsOfOne)
        guard !overflows else { return nil }
        self.init(tenThousandths: parts)
    }

    private init(uncheckedTenThousandths: Int64) { tenThousandths = uncheckedTenThousandths }
}
