/// So many portions free for so many paid: two for one, one for nothing.
///
/// Only whole portions count; of a weight what is below one is paid. Of all in scope the cheapest are free,
/// whatever order they stand in, so that the same bill always has one price.
public struct FreePortions: Hashable, Sendable {
    /// More than any promotion names.
    public static let countMax = 100

    /// How many are paid for each time some are free; 0: the first are free, once.
    public let paid: Int
    /// How many are free each time.
    public let free: Int

    /// Nil unless 1 to ``countMax`` are free, and 0 to ``countMax`` paid.
    public init?(free: Int, paid: Int = 0) {
        guard (1...Self.countMax).contains(free), (0...Self.countMax).contains(paid) else { return nil }
        self.free = free
        self.paid = paid
    }

    /// How many of so many portions are free.
    public func count(of portions: Int64) -> Int64 {
        guard paid > 0 else { return min(Int64(free), max(0, portions)) }
        // A part of the portions: no overflow.
        return max(0, portions) / Int64(paid + free) * Int64(free)
    }

    /// What each line loses: of what is left of it the share of its free portions.
    func shares(of rests: [LineRest], capMinor: Int64?) throws(PricingError) -> [Int64] {
        let whole = rests.map { $0.quantity.tenThousandths / Quantity.partsOfOne }
        var left = count(of: try ExactAmount.sum(of: whole))
        var shares = rests.map { _ in Int64(0) }
        let cheapestFirst = rests.indices.sorted {
            (rests[$0].oneMinor, rests[$0].quantity.tenThousandths, $0)
                < (rests[$1].oneMinor, rests[$1].quantity.tenThousandths, $1)
        }
        for index in cheapestFirst {
            let taken = min(left, whole[index])
            left -= taken
            // At most the quantity: neither the product nor the share is too large.
            shares[index] = try ExactAmount.scaled(
                rests[index].leftMinor, by: taken * Quantity.partsOfOne,
                over: rests[index].quantity.tenThousandths)
        }
        guard let capMinor, try ExactAmount.sum(of: shares) > capMinor else { return shares }
        return LargestRemainder.parts(of: capMinor, weights: shares)
    }
}
