/// Taxes amounts by rate group.
enum TaxPricing {
    /// The amounts taken apart, in their order, and the groups, ordered by their components.
    ///
    /// Amounts without components are not taxed and are in no group.
    ///
    /// - Parameter isIncluded: whether the amounts hold their tax already.
    static func tax(
        _ amounts: [(minor: Int64, components: [TaxComponent])], isIncluded: Bool
    ) throws(PricingError) -> (amounts: [TaxedAmount], groups: [RateGroup]) {
        var taxed = amounts.map { TaxedAmount.untaxed($0.minor) }
        let members = Dictionary(grouping: amounts.indices.filter { !amounts[$0].components.isEmpty }) {
            amounts[$0].components.sorted(by: TaxComponent.precedes)
        }
        var groups: [RateGroup] = []
        let ordered = members.sorted {
            $0.key.lexicographicallyPrecedes($1.key, by: TaxComponent.precedes)
        }
        for (components, indices) in ordered {
            let minors = indices.map { amounts[$0].minor }
            let group = try group(of: minors, components: components, isIncluded: isIncluded)
            let shares = spread(group.taxes.map(\.amountMinor), over: minors)
            for (index, taxMinors) in zip(indices, shares) {
                try taxed[index].add(zip(components, taxMinors).map(TaxAmount.init), isIncluded: isIncluded)
            }
            groups.append(group)
        }
        return (taxed, groups)
    }

    /// Rounds the tax of a group once, and divides it among its components.
    private static func group(
        of minors: [Int64], components: [TaxComponent], isIncluded: Bool
    ) throws(PricingError) -> RateGroup {
        let base = try ExactAmount.sum(of: minors)
        let rates = components.map { Int64($0.rate.value) }
        let rate = try ExactAmount.sum(of: rates)
        let whole = Int64(BasisPoints.whole)
        let taxMinor = try ExactAmount.scaled(base, by: rate, over: isIncluded ? whole + rate : whole)
        let parts = LargestRemainder.parts(of: taxMinor, weights: rates)
        return RateGroup(
            taxes: zip(components, parts).map(TaxAmount.init),
            netMinor: isIncluded ? base - taxMinor : base, taxMinor: taxMinor)
    }

    /// For each amount its share of each component.
    ///
    /// Both ways must sum: an amount's shares to its share of the whole tax, a component's shares to the
    /// component. So the whole tax is spread over the amounts first, and each component then over what is
    /// left of those shares; the last component takes exactly the rest.
    static func spread(_ componentMinors: [Int64], over minors: [Int64]) -> [[Int64]] {
        let taxMinor = componentMinors.reduce(0, +)
        var left = LargestRemainder.parts(of: taxMinor, weights: minors)
        var shares: [[Int64]] = minors.map { _ in [] }
        for component in componentMinors {
            let parts = LargestRemainder.parts(of: component, weights: left)
            for (index, part) in parts.enumerated() {
                shares[index].append(part)
                left[index] -= part
            }
        }
        return shares
    }
}

extension TaxedAmount {
    /// An amount outside of all taxes.
    static func untaxed(_ amountMinor: Int64) -> TaxedAmount {
        TaxedAmount(
            amountMinor: amountMinor, netMinor: amountMinor, taxes: [], taxMinor: 0, totalMinor: amountMinor)
    }

    /// Adds taxes to the amount, or takes them out of it.
    fileprivate mutating func add(_ taxes: [TaxAmount], isIncluded: Bool) throws(PricingError) {
        self.taxes = taxes
        taxMinor = try ExactAmount.sum(of: taxes.map(\.amountMinor))
        netMinor = isIncluded ? amountMinor - taxMinor : amountMinor
        totalMinor = try ExactAmount.sum(netMinor, taxMinor)
    }
}
