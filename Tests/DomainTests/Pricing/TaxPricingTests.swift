import Domain
import Testing

@Suite struct TaxPricingTests {
    @Test func `tax is rounded once for a rate, not once a line`() throws {
        // Each line's tax alone is 0.5 and would be 1.
        let lines = try (0..<4).map { _ in try BillLine.sold(5, taxes: [.at(1000)]) }

        let bill = try Bill(pricesIncludeTax: false, lines: lines).priced()

        #expect(bill.taxMinor == 2)
        #expect(bill.lines.map(\.taxed.taxMinor) == [1, 1, 0, 0])
        #expect(bill.lines.map(\.taxed.totalMinor).reduce(0, +) == bill.totalMinor)
    }

    @Test func `a half is rounded up`() throws {
        // 10 % of 0.05, and 20 % in 0.03.
        #expect(
            try Bill(pricesIncludeTax: false, lines: [.sold(5, taxes: [.at(1000)])]).priced().taxMinor == 1)
        #expect(
            try Bill(pricesIncludeTax: true, lines: [.sold(3, taxes: [.at(2000)])]).priced().taxMinor == 1)
    }

    @Test func `lines of different rates are taxed apart`() throws {
        let lines = [
            try BillLine.sold(5, taxes: [.at(1000)]), try .sold(5, taxes: [.at(1001)]), try .sold(5),
        ]

        let bill = try Bill(pricesIncludeTax: false, lines: lines).priced()

        #expect(bill.rateGroups.map(\.taxMinor) == [1, 1])
        #expect(bill.taxMinor == 2)
        #expect(bill.lines[2].taxed.taxes.isEmpty)
    }

    @Test func `the components of a rate sum to its tax, and a line's to the line's`() throws {
        let taxes = [try TaxComponent.at(250, name: "SGST"), try .at(250, name: "CGST")]
        let lines = try [10, 20, 71].map { try BillLine.sold($0, taxes: taxes) }

        let bill = try Bill(pricesIncludeTax: false, lines: lines).priced()

        // 5 % of 1.01 is 0.0505: 5, in parts 3 and 2.
        let group = bill.rateGroups[0]
        #expect(group.taxes.map(\.component.name) == ["CGST", "SGST"])
        #expect(group.taxes.map(\.amountMinor) == [3, 2])
        for (index, tax) in group.taxes.enumerated() {
            #expect(bill.lines.map { $0.taxed.taxes[index].amountMinor }.reduce(0, +) == tax.amountMinor)
        }
        for line in bill.lines {
            #expect(line.taxed.taxes.map(\.amountMinor).reduce(0, +) == line.taxed.taxMinor)
        }
    }

    @Test func `the order in which components were read does not part a group`() throws {
        let cgst = try TaxComponent.at(250, name: "CGST")
        let sgst = try TaxComponent.at(250, name: "SGST")

        let bill = try Bill(
            pricesIncludeTax: false,
            lines: [.sold(10, taxes: [cgst, sgst]), .sold(10, taxes: [sgst, cgst])]
        ).priced()

        #expect(bill.rateGroups.count == 1)
        #expect(bill.taxMinor == 1)
    }

    @Test func `discounts come off before tax`() throws {
        let bill = try Bill(
            pricesIncludeTax: false, lines: [.sold(1000, taxes: [.at(1800)])],
            discounts: [Discount(.share(5000))]
        ).priced()

        #expect(bill.netMinor == 500)
        #expect(bill.taxMinor == 90)
        #expect(bill.totalMinor == 590)
    }

    @Test(arguments: [true, false])
    func `a charge is outside the tax base unless it has taxes`(isIncluded: Bool) throws {
        let tip = Charge(.amount(minor: 100))
        let delivery = Charge(.amount(minor: 100), taxes: [try .at(2000)])

        let bill = try Bill(
            pricesIncludeTax: isIncluded, lines: [.sold(1100, taxes: [.at(2000)])], charges: [tip, delivery]
        ).priced()

        #expect(bill.rateGroups.map(\.taxMinor) == [isIncluded ? 200 : 240])
        #expect(bill.charges[0].taxed.taxMinor == 0)
        #expect(bill.charges[1].taxed.totalMinor == (isIncluded ? 100 : 120))
        #expect(bill.totalMinor == (isIncluded ? 1300 : 1540))
    }
}
