/// Works out charges.
enum ChargePricing {
    /// The amounts of charges on lines that cost so much after discounts.
    static func amounts(
        of charges: [Charge], on lineMinors: [Int64]
    ) throws(PricingError) -> [Int64] {
        let base = try ExactAmount.sum(of: lineMinors)
        var amounts: [Int64] = []
        for (index, charge) in charges.enumerated() {
            switch charge.value {
            case .percent(let share):
                amounts.append(
                    try ExactAmount.scaled(base, by: Int64(share.value), over: Int64(BasisPoints.whole)))
            case .amount(let minor):
                guard minor >= 0 else { throw .negativeCharge(charge: index) }
                amounts.append(minor)
            }
        }
        return amounts
    }
}
