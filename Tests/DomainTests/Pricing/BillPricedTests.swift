import Domain
import Testing

/// The rules of pricing, and the cases that other systems got wrong.
@Suite struct BillPricedTests {
    // MARK: Lines

    @Test func `a line is its quantity times the price of one with its modifiers`() throws {
        let groups = [ChosenGroup(modifiers: [.adding(150, times: 2), .adding(-50)])]

        let priced = try Bill(pricesIncludeTax: true, lines: [.sold(1000, times: 3, groups: groups)]).priced()

        #expect(priced.lines[0].unitMinor == 1000)
        #expect(priced.lines[0].modifierMinor == 250)
        #expect(priced.lines[0].grossMinor == 3750)
        #expect(priced.totalMinor == 3750)
    }

    @Test func `a weight is rounded half up once, on the line`() throws {
        let quantity = try #require(Quantity(tenThousandths: 3_335))

        let line = BillLine(quantity: quantity, price: MenuPrice(baseMinor: 1000))

        // 0.3335 of 10.00 is 3.335.
        #expect(try Bill(pricesIncludeTax: true, lines: [line]).priced().totalMinor == 334)
    }

    @Test func `the branch's own price stands before the menu's, also when it is nothing`() throws {
        let line = BillLine(
            quantity: .one, price: MenuPrice(baseMinor: 900, branchMinor: 0),
            groups: [
                ChosenGroup(modifiers: [
                    ChosenModifier(price: MenuPrice(baseMinor: 100, branchMinor: 70))
                ])
            ])

        #expect(try Bill(pricesIncludeTax: true, lines: [line]).priced().totalMinor == 70)
    }

    @Test func `a bill without lines costs nothing`() throws {
        let priced = try Bill(pricesIncludeTax: false, lines: [], discounts: [Discount(.amount(minor: 5))])
            .priced()

        #expect(priced.totalMinor == 0)
        #expect(priced.discountMinor == 0)
    }

    @Test func `a voided line costs nothing, bears no discount, and does not move the others`() throws {
        let live = try BillLine.sold(1000, taxes: [.at(1800)])
        let void = try BillLine.sold(500, taxes: [.at(1800)], standing: .voided)
        let discounts = [Discount(try .share(2000))]

        let with = try Bill(pricesIncludeTax: false, lines: [live, void], discounts: discounts).priced()
        let without = try Bill(pricesIncludeTax: false, lines: [live], discounts: discounts).priced()

        #expect(with.lines[1].grossMinor == 0)
        #expect(with.lines[1].discountMinors == [0])
        #expect(with.lines[1].unitMinor == 500)
        #expect(with.totalMinor == without.totalMinor)
        #expect(with.lines[0] == without.lines[0])
    }

    @Test func `a comped line shows its value and is not paid, taxed or discounted`() throws {
        let bill = Bill(
            pricesIncludeTax: false,
            lines: [
                try .sold(1000, taxes: [.at(1000)]), try .sold(400, taxes: [.at(1000)], standing: .comped),
            ],
            discounts: [Discount(.amount(minor: 100))])

        let priced = try bill.priced()

        #expect(priced.subtotalMinor == 1400)
        #expect(priced.compMinor == 400)
        #expect(priced.lines[1].taxed.totalMinor == 0)
        #expect(priced.lines[1].discountMinors == [0])
        #expect(priced.totalMinor == 990)
    }

    // MARK: Cases that other systems got wrong

    @Test(arguments: [true, false])
    func `case 1: a rate of 0 stays 0, also when the bill is priced again`(isIncluded: Bool) throws {
        var bill = Bill(pricesIncludeTax: isIncluded, lines: [try .sold(999, taxes: [.at(0, name: "IGV")])])

        #expect(try bill.priced().taxMinor == 0)
        bill.lines.append(try .sold(101, taxes: [.at(0, name: "IGV")]))
        let priced = try bill.priced()

        #expect(priced.taxMinor == 0)
        #expect(priced.totalMinor == 1100)
        #expect(priced.rateGroups.map(\.taxes).joined().map(\.component.rate.value) == [0])
    }

    @Test func `case 2: 8.01 with 20 % tax inside totals 8.01 everywhere`() throws {
        let priced = try Bill(pricesIncludeTax: true, lines: [.sold(801, taxes: [.at(2000)])]).priced()

        #expect(priced.lines[0].grossMinor == 801)
        #expect(priced.lines[0].taxed.totalMinor == 801)
        #expect(priced.totalMinor == 801)
        // 8.01 ÷ 6 is 1.335.
        #expect(priced.taxMinor == 134)
        #expect(priced.netMinor == 667)
        #expect(priced.rateGroups.map(\.netMinor) == [667])
    }

    @Test func `case 3: unit, line and total of 55.55 × 2 with a charge of 10 % agree`() throws {
        let charge = Charge(.percent(try #require(BasisPoints(1000))))

        let priced = try Bill(pricesIncludeTax: true, lines: [.sold(5555, times: 2)], charges: [charge])
            .priced()

        #expect(priced.lines[0].unitMinor == 5555)
        #expect(priced.lines[0].grossMinor == 11110)
        #expect(priced.chargeMinor == 1111)
        #expect(priced.totalMinor == 12221)
    }

    @Test(arguments: [[400, 500, 200], [200, 400, 500], [500, 200, 400], [500, 400, 200]] as [[Int64]])
    func `case 5: of three with two free the cheapest are free, in whatever order`(prices: [Int64]) throws {
        let group = ChosenGroup(freeQuantity: 2, modifiers: prices.map { .adding($0) })

        let priced = try Bill(pricesIncludeTax: true, lines: [.sold(0, groups: [group])]).priced()

        #expect(priced.totalMinor == 500)
    }

    @Test(arguments: [3, 7])
    func `cases 9 and 10: a share stays a share of what is on the bill, up to its cap`(added: Int) throws {
        let coupon = Discount(try .share(2000, capMinor: 1500))
        var bill = Bill(
            pricesIncludeTax: true, lines: try (0..<4).map { _ in try .sold(1000) }, discounts: [coupon])
        #expect(try bill.priced().discountMinor == 800)

        bill.lines[2].standing = .voided
        bill.lines[3].standing = .voided
        #expect(try bill.priced().discountMinor == 400)

        for _ in 0..<added { bill.lines.append(try .sold(1000)) }
        #expect(try bill.priced().discountMinor == min(1500, 200 * (2 + Int64(added))))
    }

    @Test func `case 15: a promotion that falls away leaves a higher total, not an error`() throws {
        let promotion = Discount(.amount(minor: 500), minimumMinor: 2000)
        var bill = Bill(
            pricesIncludeTax: true, lines: [try .sold(1500), try .sold(600)], discounts: [promotion])
        #expect(try bill.priced().totalMinor == 1600)

        bill.lines[1].standing = .voided
        let priced = try bill.priced()

        #expect(priced.discounts.map(\.isReached) == [false])
        #expect(priced.discountMinor == 0)
        #expect(priced.totalMinor == 1500)
    }

    // MARK: What has no price

    @Test func `an item below nothing is refused, by itself or with its modifiers`() throws {
        let lines = [
            try BillLine.sold(100), try .sold(100, groups: [ChosenGroup(modifiers: [.adding(-101)])]),
        ]

        #expect(throws: PricingError.negativePrice(line: 1)) {
            try Bill(pricesIncludeTax: true, lines: lines).priced()
        }
        #expect(throws: PricingError.negativePrice(line: 0)) {
            try Bill(
                pricesIncludeTax: true,
                lines: [.sold(-1, groups: [ChosenGroup(modifiers: [.adding(5)])])]
            ).priced()
        }
    }

    @Test func `amounts beyond 64 bits are refused and do not trap`() throws {
        let most = try BillLine.sold(.max)
        let refused: [Bill] = [
            Bill(pricesIncludeTax: true, lines: [try .sold(.max, times: 2)]),
            Bill(pricesIncludeTax: true, lines: [most, most]),
            Bill(pricesIncludeTax: false, lines: [try .sold(.max, taxes: [.at(1)])]),
            Bill(pricesIncludeTax: true, lines: [most], charges: [Charge(.amount(minor: 1))]),
            Bill(
                pricesIncludeTax: true,
                lines: [try .sold(1, groups: [ChosenGroup(modifiers: [.adding(.max, times: 2)])])]),
            Bill(
                pricesIncludeTax: true,
                lines: [try .sold(1, groups: [ChosenGroup(modifiers: [.adding(.min, times: 1000)])])]),
        ]

        for bill in refused { #expect(throws: PricingError.tooLarge) { try bill.priced() } }
        let largest = try Bill(pricesIncludeTax: true, lines: [.sold(.max, taxes: [.at(10_000)])]).priced()
        #expect(largest.totalMinor == .max)
    }
}
