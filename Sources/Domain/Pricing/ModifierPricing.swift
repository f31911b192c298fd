/// What the choices of a line add to one of it.
enum ModifierPricing {
    /// The groups with their prices, and what they add together.
    static func price(
        _ groups: [ChosenGroup], line: Int, path: [Int] = []
    ) throws(PricingError) -> (groups: [[PricedModifier]], sumMinor: Int64) {
        guard groups.isEmpty || path.count < 2 * ChosenModifier.depthMax else {
            throw .tooDeep(line: line, path: path)
        }
        var priced: [[PricedModifier]] = []
        var sumMinor: Int64 = 0
        for (index, group) in groups.enumerated() {
            let (modifiers, groupMinor) = try price(group, line: line, path: path + [index])
            priced.append(modifiers)
            sumMinor = try ExactAmount.sum(sumMinor, groupMinor)
        }
        return (priced, sumMinor)
    }

    private static func price(
        _ group: ChosenGroup, line: Int, path: [Int]
    ) throws(PricingError) -> (modifiers: [PricedModifier], sumMinor: Int64) {
        for (index, modifier) in group.modifiers.enumerated()
        where !(1...ChosenModifier.quantityMax).contains(modifier.quantity) {
            throw .modifierQuantity(line: line, path: path + [index])
        }
        let free = freeQuantities(in: group)
        var priced: [PricedModifier] = []
        var sumMinor: Int64 = 0
        for (index, modifier) in group.modifiers.enumerated() {
            let amountMinor = try amount(of: modifier, free: free[index])
            let below = try price(modifier.groups, line: line, path: path + [index])
            let belowMinor = try ExactAmount.product(below.sumMinor, Int64(modifier.quantity))
            sumMinor = try ExactAmount.sum(sumMinor, ExactAmount.sum(amountMinor, belowMinor))
            priced.append(
                PricedModifier(
                    unitMinor: modifier.price.amountMinor, freeQuantity: free[index],
                    amountMinor: amountMinor, groups: below.groups))
        }
        return (priced, sumMinor)
    }

    /// How many of each modifier are free: the cheapest come first, whatever order they were chosen in, so
    /// that the same choices always have one price.
    private static func freeQuantities(in group: ChosenGroup) -> [Int] {
        var free = group.modifiers.map { _ in 0 }
        var left = max(0, group.freeQuantity)
        let byPrice = group.modifiers.indices.sorted {
            (group.modifiers[$0].price.amountMinor, $0) < (group.modifiers[$1].price.amountMinor, $1)
        }
        for index in byPrice {
            free[index] = min(left, group.modifiers[index].quantity)
            left -= free[index]
        }
        return free
    }

    /// What the free ones would cost is left out; what they would save, as "without cheese" may, is not.
    private static func amount(of modifier: ChosenModifier, free: Int) throws(PricingError) -> Int64 {
        let unitMinor = modifier.price.amountMinor
        return try ExactAmount.product(unitMinor, Int64(modifier.quantity - (unitMinor > 0 ? free : 0)))
    }
}
