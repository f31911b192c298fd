/// Divides an amount into parts that sum to it exactly.
///
/// Each part is first cut down to whole minor units; the units that are left go one each to the parts that
/// lost most by the cut (Hamilton's method), so that no part is off by a whole unit. Of parts that lost alike
/// the earlier ones are served first.
public enum LargestRemainder {
    /// The parts of `total`, in proportion to `weights` and in their order.
    ///
    /// A part is never further from zero than its weight as long as the total isn't further than all weights
    /// together: a discount of at most the bill takes from no line more than the line. Weights below 0 count
    /// as 0; where nothing weighs anything, all parts weigh the same. Empty without weights, else the sum is
    /// `total`.
    ///
    /// - Complexity: O(n log n)
    public static func parts(of total: Int64, weights: [Int64]) -> [Int64] {
        let positive = weights.map { Int128(max(0, $0)) }
        let sum = positive.reduce(0, +)
        guard sum > 0 else {
            return weights.isEmpty ? [] : parts(of: total, weights: weights.map { _ in 1 })
        }
        guard total != 0 else { return weights.map { _ in 0 } }
        let magnitude = Int128(total.magnitude)
        // The product of a 64-bit total and a 63-bit weight fits; a quotient is at most the total.
        let cuts = positive.map { (magnitude * $0).quotientAndRemainder(dividingBy: sum) }
        let left = magnitude - cuts.reduce(0) { $0 + $1.quotient }
        let served = cuts.indices
            .sorted { (cuts[$0].remainder, $1) > (cuts[$1].remainder, $0) }
            .prefix(Int(clamping: left))
        var parts = cuts.map(\.quotient)
        for index in served { parts[index] += 1 }
        // At most the magnitude of a 64-bit total: `clamping` changes nothing.
        return parts.map { Int64(clamping: total < 0 ? -$0 : $0) }
    }
}
