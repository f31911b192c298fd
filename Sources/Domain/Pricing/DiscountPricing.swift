/// Takes discounts off lines.
enum DiscountPricing {
    /// Takes the discounts off, one after the other, and says how much each was.
    ///
    /// Each line gets its share of each discount, and what is left of it.
    static func apply(
        _ discounts: [Discount], to lines: [BillLine], pricing priced: inout [PricedLine]
    ) throws(PricingError) -> [PricedDiscount] {
        var scopes: [[Bool]] = []
        for (index, discount) in discounts.enumerated() {
            scopes.append(
                try scope(of: discount, at: index, isCharged: lines.map { $0.standing == .charged }))
        }
        let order = order(of: lines, grossMinors: priced.map(\.grossMinor), scopes: scopes)
        var taken: [PricedDiscount] = []
        for (index, discount) in discounts.enumerated() {
            let scoped = order.filter { scopes[index][$0] }
            let gross = try ExactAmount.sum(of: scoped.map { priced[$0].grossMinor })
            let isReached = gross >= discount.minimumMinor
            let rests = scoped.map { LineRest(lines[$0], priced[$0]) }
            let shares = try isReached ? shares(of: discount, at: index, in: rests) : scoped.map { _ in 0 }

            for line in priced.indices { priced[line].discountMinors.append(0) }
            for (line, share) in zip(scoped, shares) {
                priced[line].discountMinors[index] = share
                priced[line].taxed.amountMinor -= share
            }
            taken.append(
                PricedDiscount(amountMinor: try ExactAmount.sum(of: shares), isReached: isReached))
        }
        return taken
    }

    /// For each line whether a discount is taken off it.
    private static func scope(
        of discount: Discount, at index: Int, isCharged: [Bool]
    ) throws(PricingError) -> [Bool] {
        guard case .lines(let positions) = discount.scope else { return isCharged }
        var scope = isCharged.map { _ in false }
        for line in positions {
            guard isCharged.indices.contains(line) else { throw .unknownLine(discount: index, line: line) }
            scope[line] = isCharged[line]
        }
        return scope
    }

    /// The positions of lines in the order in which they are served where remainders are equal: by all that
    /// can make a difference to the total, their price, their taxes and the discounts on them.
    ///
    /// Lines that are alike in that are interchangeable. So the order in which lines came onto the bill
    /// decides no total: not which rate group gets a discount's last unit, nor what the next discount finds.
    private static func order(of lines: [BillLine], grossMinors: [Int64], scopes: [[Bool]]) -> [Int] {
        let taxes = lines.map { $0.taxes.sorted(by: TaxComponent.precedes) }
        return lines.indices.sorted { left, right in
            if grossMinors[left] != grossMinors[right] { return grossMinors[left] > grossMinors[right] }
            if taxes[left] != taxes[right] {
                return taxes[left].lexicographicallyPrecedes(taxes[right], by: TaxComponent.precedes)
            }
            for scope in scopes where scope[left] != scope[right] { return scope[left] }
            return left < right
        }
    }

    /// What a discount takes off each of its lines, never more than there is.
    private static func shares(
        of discount: Discount, at index: Int, in rests: [LineRest]
    ) throws(PricingError) -> [Int64] {
        let weights = rests.map(\.leftMinor)
        let base = try ExactAmount.sum(of: weights)
        switch discount.value {
        case .percent(let share, let capMinor):
            guard (capMinor ?? 0) >= 0 else { throw .negativeDiscount(discount: index) }
            let amount = try ExactAmount.scaled(
                base, by: Int64(share.value), over: Int64(BasisPoints.whole))
            return LargestRemainder.parts(of: min(amount, capMinor ?? amount), weights: weights)
        case .amount(let minor):
            guard minor >= 0 else { throw .negativeDiscount(discount: index) }
            return LargestRemainder.parts(of: min(minor, base), weights: weights)
        case .portions(let portions, let capMinor):
            guard (capMinor ?? 0) >= 0 else { throw .negativeDiscount(discount: index) }
            return try portions.shares(of: rests, capMinor: capMinor)
        }
    }
}

/// A line while discounts are taken off it.
struct LineRest {
    /// How many, or how much.
    let quantity: Quantity
    /// One with its choices.
    let oneMinor: Int64
    /// What earlier discounts have left of it.
    let leftMinor: Int64

    /// A line as it is by now.
    init(_ line: BillLine, _ priced: PricedLine) {
        quantity = line.quantity
        // Pricing has added them already without overflow.
        oneMinor = priced.unitMinor &+ priced.modifierMinor
        leftMinor = priced.taxed.amountMinor
    }
}
