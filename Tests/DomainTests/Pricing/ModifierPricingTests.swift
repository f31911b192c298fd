import Domain
import Testing

@Suite struct ModifierPricingTests {
    private func modifierMinor(_ groups: [ChosenGroup]) throws -> Int64 {
        try Bill(pricesIncludeTax: true, lines: [.sold(100_000, groups: groups)]).priced()
            .lines[0].modifierMinor
    }

    @Test func `a nested quantity counts for one of what it hangs on`() throws {
        let cheese = ChosenGroup(modifiers: [.adding(30, times: 2)])
        let patties = ChosenModifier(price: MenuPrice(baseMinor: 500), quantity: 2, groups: [cheese])

        // 2 × (5.00 + 2 × 0.30)
        #expect(try modifierMinor([ChosenGroup(modifiers: [patties])]) == 1120)
    }

    @Test func `each one of a quantity takes its own place among the free`() throws {
        let group = ChosenGroup(
            freeQuantity: 3, modifiers: [.adding(500), .adding(200, times: 2), .adding(400, times: 2)])

        // Free: both at 2.00 and one at 4.00.
        #expect(try modifierMinor([group]) == 900)
    }

    @Test func `what is free is shown with the modifier`() throws {
        let group = ChosenGroup(freeQuantity: 2, modifiers: [.adding(400), .adding(500), .adding(200)])

        let line = try Bill(pricesIncludeTax: true, lines: [.sold(0, groups: [group])]).priced().lines[0]

        #expect(line.groups[0].map(\.freeQuantity) == [1, 0, 1])
        #expect(line.groups[0].map(\.amountMinor) == [0, 500, 0])
        #expect(line.groups[0].map(\.unitMinor) == [400, 500, 200])
    }

    @Test func `each group has its own free ones`() throws {
        let sauces = ChosenGroup(freeQuantity: 1, modifiers: [.adding(100), .adding(150)])
        let extras = ChosenGroup(modifiers: [.adding(50)])

        #expect(try modifierMinor([sauces, extras]) == 200)
    }

    @Test func `a free modifier's own choices are paid`() throws {
        let dip = ChosenGroup(modifiers: [.adding(70)])
        let wings = ChosenModifier(price: MenuPrice(baseMinor: 900), groups: [dip])

        #expect(try modifierMinor([ChosenGroup(freeQuantity: 1, modifiers: [wings])]) == 70)
    }

    @Test func `what saves money still does when it counts as free`() throws {
        let group = ChosenGroup(freeQuantity: 1, modifiers: [.adding(-100), .adding(200)])

        #expect(try modifierMinor([group]) == 100)
    }

    @Test func `a negative free quantity frees nothing`() throws {
        #expect(try modifierMinor([ChosenGroup(freeQuantity: -2, modifiers: [.adding(10)])]) == 10)
    }

    @Test(arguments: [0, -1, 1001, .max, .min])
    func `a quantity outside of its range is refused with its path`(quantity: Int) throws {
        let below = ChosenGroup(modifiers: [.adding(1), .adding(1, times: quantity)])
        let above = ChosenModifier(price: MenuPrice(baseMinor: 1), groups: [below])
        let groups = [ChosenGroup(modifiers: []), ChosenGroup(modifiers: [above])]

        #expect(throws: PricingError.modifierQuantity(line: 0, path: [1, 0, 0, 1])) {
            try modifierMinor(groups)
        }
    }

    /// Groups nested to a depth, one modifier of 1 in each.
    private func nested(_ depth: Int) -> [ChosenGroup] {
        (0..<depth).reduce([]) { below, _ in
            [ChosenGroup(modifiers: [ChosenModifier(price: MenuPrice(baseMinor: 1), groups: below)])]
        }
    }

    @Test func `choices nest as deep as menus do, and no deeper`() throws {
        #expect(try modifierMinor(nested(ChosenModifier.depthMax)) == Int64(ChosenModifier.depthMax))
        #expect(throws: PricingError.tooDeep(line: 0, path: Array(repeating: 0, count: 16))) {
            try modifierMinor(nested(ChosenModifier.depthMax + 1))
        }
        #expect(throws: PricingError.self) { try modifierMinor(nested(10_000)) }
    }
}
