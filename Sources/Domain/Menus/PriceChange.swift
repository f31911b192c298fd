/// One rule by which many prices change; exact integers.
public enum PriceChange: Hashable, Sendable {
    /// By hundredths of a percent: 500 is 5 % more, -1000 is 10 % less. Halves go away from zero.
    case percent(basisPoints: Int64)
    /// By an amount in minor units.
    case amount(Int64)
    /// To a value in minor units.
    case value(Int64)

    /// The price after the change; nil when it would be outside of what a price may be.
    public func price(after price: Int64, within bounds: ClosedRange<Int64>) -> Int64? {
        let changed: Int64?
        switch self {
        case .percent(let basisPoints):
            let difference = try? ExactAmount.scaled(
                price, by: basisPoints, over: Int64(BasisPoints.whole))
            changed = difference.flatMap { try? ExactAmount.sum(price, $0) }
        case .amount(let amount): changed = try? ExactAmount.sum(price, amount)
        case .value(let value): changed = value
        }
        guard let changed, bounds.contains(changed) else { return nil }
        return changed
    }
}
