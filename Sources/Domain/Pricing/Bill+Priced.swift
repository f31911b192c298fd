extension Bill {
    /// The bill with its prices: the one function behind quote, cart, order and each change of an order.
    ///
    /// In this order, whole minor units at each step:
    /// 1. a line is quantity × (unit + Σ modifiers × their quantities), what is free in a group left out;
    /// 2. comped lines are taken off whole, then the discounts, each spread over its lines;
    /// 3. charges are put on top;
    /// 4. lines and charges with the same tax components are one rate group, whose tax is rounded once, half
    ///    away from zero, on what is left: added to it, or taken out of it where prices include tax;
    /// 5. that tax is spread over lines, charges and components by largest remainder, so that all of them sum
    ///    to the total.
    ///
    /// Depends on nothing but the bill. The order of lines decides no total, only which of several equal
    /// lines bears the last unit.
    ///
    /// - Complexity: O(n log n) in lines and choices, for each discount
    public func priced() throws(PricingError) -> PricedBill {
        var lines: [PricedLine] = []
        for (index, line) in self.lines.enumerated() { lines.append(try line.priced(at: index)) }
        let discounts = try DiscountPricing.apply(discounts, to: self.lines, pricing: &lines)
        let chargeMinors = try ChargePricing.amounts(of: charges, on: lines.map(\.taxed.amountMinor))

        let taxable = zip(lines, self.lines).map { ($0.taxed.amountMinor, $1.taxes) }
        let (taxed, rateGroups) = try TaxPricing.tax(
            taxable + zip(chargeMinors, charges.map(\.taxes)), isIncluded: pricesIncludeTax)
        for index in lines.indices { lines[index].taxed = taxed[index] }
        let sum = ExactAmount.sum(of:)
        return PricedBill(
            lines: lines,
            discounts: discounts,
            charges: taxed.dropFirst(lines.count).map(PricedCharge.init),
            rateGroups: rateGroups,
            subtotalMinor: try sum(lines.map(\.grossMinor)),
            compMinor: try sum(lines.map(\.compMinor)),
            discountMinor: try sum(discounts.map(\.amountMinor)),
            chargeMinor: try sum(chargeMinors),
            netMinor: try sum(taxed.map(\.netMinor)),
            taxMinor: try sum(taxed.map(\.taxMinor)),
            totalMinor: try sum(taxed.map(\.totalMinor)))
    }
}

extension BillLine {
    /// The line before discounts and tax.
    func priced(at index: Int) throws(PricingError) -> PricedLine {
        let (groups, modifierMinor) = try ModifierPricing.price(groups, line: index)
        let oneMinor = try ExactAmount.sum(price.amountMinor, modifierMinor)
        guard price.amountMinor >= 0, oneMinor >= 0 else { throw .negativePrice(line: index) }
        let grossMinor =
            standing == .voided
            ? 0
            : try ExactAmount.scaled(
                oneMinor, by: quantity.tenThousandths, over: Quantity.partsOfOne)
        let compMinor = standing == .comped ? grossMinor : 0
        return PricedLine(
            unitMinor: price.amountMinor, modifierMinor: modifierMinor, groups: groups,
            grossMinor: grossMinor, compMinor: compMinor, discountMinors: [],
            taxed: .untaxed(grossMinor - compMinor))
    }
}
