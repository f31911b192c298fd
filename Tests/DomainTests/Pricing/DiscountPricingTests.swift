import Domain
import Testing

@Suite struct DiscountPricingTests {
    private func priced(_ prices: [Int64], _ discounts: [Discount]) throws -> PricedBill {
        try Bill(pricesIncludeTax: true, lines: prices.map { try .sold($0) }, discounts: discounts).priced()
    }

    @Test func `a share is rounded once and spread to the last unit`() throws {
        // 10 % of 9.99 is 0.999.
        let bill = try priced([333, 333, 333], [Discount(.share(1000))])

        #expect(bill.discountMinor == 100)
        #expect(bill.lines.map(\.discountMinors) == [[34], [33], [33]])
    }

    @Test func `an amount takes no more than there is`() throws {
        let bill = try priced([300, 200], [Discount(.amount(minor: 900))])

        #expect(bill.discountMinor == 500)
        #expect(bill.lines.map(\.taxed.totalMinor) == [0, 0])
    }

    @Test func `a discount on lines leaves the others alone`() throws {
        let bill = try priced([300, 200, 100], [Discount(.share(5000), on: .lines([0, 2, 2]))])

        #expect(bill.lines.map(\.taxed.amountMinor) == [150, 200, 50])
    }

    @Test func `each discount takes from what those before it have left`() throws {
        let half = Discount(try .share(5000))

        let bill = try priced([1000], [Discount(.amount(minor: 200)), half, half])

        #expect(bill.lines[0].discountMinors == [200, 400, 200])
        #expect(bill.totalMinor == 200)
    }

    @Test func `a minimum is asked of the lines in scope before any discount`() throws {
        let first = Discount(.amount(minor: 100))

        let reached = try priced(
            [500, 500], [first, Discount(.amount(minor: 50), on: .lines([0]), minimumMinor: 500)])
        let missed = try priced(
            [500, 500], [first, Discount(.amount(minor: 50), on: .lines([0]), minimumMinor: 501)])

        #expect(reached.discounts.map(\.amountMinor) == [100, 50])
        #expect(missed.discounts.map(\.amountMinor) == [100, 0])
    }

    @Test func `a discount on nothing that is charged takes nothing`() throws {
        let bill = Bill(
            pricesIncludeTax: true, lines: [try .sold(500), try .sold(500, standing: .comped)],
            discounts: [
                Discount(.amount(minor: 100), on: .lines([1])), Discount(.amount(minor: 100), on: .lines([])),
            ])

        #expect(try bill.priced().discountMinor == 0)
    }

    @Test func `of two for one the cheapest portions are free`() throws {
        let pair = try #require(FreePortions(free: 1, paid: 1))

        let bill = try priced([300, 500, 200, 400, 100], [Discount(.portions(pair))])
        let capped = try priced([300, 500], [Discount(.portions(pair, capMinor: 250))])
        let lone = try priced([300], [Discount(.portions(pair))])

        #expect(bill.lines.map(\.discountMinors) == [[0], [0], [200], [0], [100]])
        #expect(capped.discountMinor == 250)
        #expect(lone.discountMinor == 0)
    }

    @Test func `a free portion is worth what its line still costs for it`() throws {
        let one = try #require(FreePortions(free: 1))
        let bill = Bill(
            pricesIncludeTax: true,
            lines: [
                BillLine(
                    quantity: try #require(Quantity(count: 3)), price: MenuPrice(baseMinor: 333))
            ], discounts: [Discount(try .share(5000)), Discount(.portions(one))])

        let priced = try bill.priced()

        // Half of 9.99 is 5.00, and a third of the other 4.99 is 1.66.
        #expect(priced.lines[0].discountMinors == [500, 166])
    }

    @Test func `of a weight only whole portions are free`() throws {
        let one = try #require(FreePortions(free: 2))
        func off(_ tenThousandths: Int64) throws -> Int64 {
            let quantity = try #require(Quantity(tenThousandths: tenThousandths))
            let line = BillLine(quantity: quantity, price: MenuPrice(baseMinor: 1000))
            let bill = Bill(pricesIncludeTax: true, lines: [line], discounts: [Discount(.portions(one))])
            return try bill.priced().discountMinor
        }

        #expect(try off(9_999) == 0)
        #expect(try off(19_999) == 1000)
        #expect(try off(Quantity.tenThousandthsMax) == 2000)
    }

    @Test func `numbers of portions have bounds`() {
        for (free, paid) in [(0, 1), (101, 1), (1, 101), (-1, 0), (1, -1)] {
            #expect(FreePortions(free: free, paid: paid) == nil)
        }
    }

    @Test func `values below nothing and lines that are not there are refused`() throws {
        #expect(throws: PricingError.negativeDiscount(discount: 1)) {
            try priced([1], [Discount(.amount(minor: 0)), Discount(.amount(minor: -1))])
        }
        #expect(throws: PricingError.negativeDiscount(discount: 0)) {
            try priced([1], [Discount(.share(1, capMinor: -1))])
        }
        for line in [1, -1, .max] {
            #expect(throws: PricingError.unknownLine(discount: 0, line: line)) {
                try priced([1], [Discount(.amount(minor: 0), on: .lines([line]))])
            }
        }
        #expect(throws: PricingError.negativeCharge(charge: 0)) {
            try Bill(pricesIncludeTax: true, lines: [], charges: [Charge(.amount(minor: -1))]).priced()
        }
    }

    @Test func `a share is of what is left after discounts, for charges too`() throws {
        let charge = Charge(.percent(try #require(BasisPoints(1000))))
        let bill = Bill(
            pricesIncludeTax: true, lines: [try .sold(1000)], discounts: [Discount(.amount(minor: 200))],
            charges: [charge])

        #expect(try bill.priced().chargeMinor == 80)
    }
}
