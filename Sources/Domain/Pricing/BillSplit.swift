/// Divides what is to be paid, so that the parts sum to it to the last unit.
public enum BillSplit {
    /// Payers of one check: more than fit around any table.
    public static let payerCountMax = 200

    /// What each of several payers pays of one check: the same whole amount each, and the last the remainder.
    ///
    /// Nil below one payer and above ``payerCountMax``, and for less than nothing to pay.
    public static func equally(_ totalMinor: Int64, among payerCount: Int) -> [Int64]? {
        guard (1...payerCountMax).contains(payerCount), totalMinor >= 0 else { return nil }
        let share = totalMinor / Int64(payerCount)
        // At most the total: a share is the total divided by the count, rounded down.
        let others = share * Int64(payerCount - 1)
        return Array(repeating: share, count: payerCount - 1) + [totalMinor - others]
    }

    /// A line's or charge's amounts on several checks, in proportion to what each check has of it.
    ///
    /// Total, tax and each component of the tax sum to those of the whole, and each part's own sum up too.
    /// Nil when no check has any of it.
    public static func parts(of whole: TaxedAmount, by quantities: [Quantity?]) -> [TaxedAmount]? {
        guard quantities.contains(where: { $0 != nil }) else { return nil }
        let isIncluded = whole.amountMinor == whole.totalMinor
        let totals = LargestRemainder.parts(
            of: whole.totalMinor, weights: quantities.map { $0?.tenThousandths ?? 0 })
        let shares = TaxPricing.spread(whole.taxes.map(\.amountMinor), over: totals)
        return zip(totals, shares).map { totalMinor, taxMinors in
            let taxMinor = taxMinors.reduce(0, +)
            return TaxedAmount(
                amountMinor: isIncluded ? totalMinor : totalMinor - taxMinor, netMinor: totalMinor - taxMinor,
                taxes: zip(whole.taxes, taxMinors).map {
                    TaxAmount(component: $0.component, amountMinor: $1)
                },
                taxMinor: taxMinor, totalMinor: totalMinor)
        }
    }
}
