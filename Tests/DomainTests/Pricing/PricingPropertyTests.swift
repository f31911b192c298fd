import Domain
import TestSupport
import Testing

/// What holds for every bill, seen on many.
@Suite struct PricingPropertyTests {
    private static let bills = Result { try (1...3_000 as ClosedRange<UInt64>).map(RandomBill.make) }

    /// Bills that have a price, with it.
    private func priced() throws -> [(bill: Bill, priced: PricedBill)] {
        try Self.bills.get().compactMap { bill in (try? bill.priced()).map { (bill, $0) } }
    }

    private func sum(_ amounts: [Int64]) -> Int64 { amounts.reduce(0, +) }

    @Test func `lines and charges sum to the totals`() throws {
        for (_, priced) in try priced() {
            let taxed = priced.lines.map(\.taxed) + priced.charges.map(\.taxed)
            #expect(sum(taxed.map(\.netMinor)) == priced.netMinor)
            #expect(sum(taxed.map(\.taxMinor)) == priced.taxMinor)
            #expect(sum(taxed.map(\.totalMinor)) == priced.totalMinor)
            #expect(priced.netMinor + priced.taxMinor == priced.totalMinor)
            #expect(sum(priced.rateGroups.map(\.taxMinor)) == priced.taxMinor)
            #expect(sum(priced.lines.map(\.grossMinor)) == priced.subtotalMinor)
            #expect(sum(priced.lines.flatMap(\.discountMinors)) == priced.discountMinor)
            #expect(sum(priced.discounts.map(\.amountMinor)) == priced.discountMinor)
        }
    }

    @Test func `each line and charge sums up in itself`() throws {
        for (bill, priced) in try priced() {
            for line in priced.lines {
                let off = line.compMinor + sum(line.discountMinors)
                #expect(line.taxed.amountMinor == line.grossMinor - off)
            }
            for taxed in priced.lines.map(\.taxed) + priced.charges.map(\.taxed) {
                #expect(taxed.netMinor + taxed.taxMinor == taxed.totalMinor)
                #expect(sum(taxed.taxes.map(\.amountMinor)) == taxed.taxMinor)
                #expect((bill.pricesIncludeTax ? taxed.totalMinor : taxed.netMinor) == taxed.amountMinor)
            }
        }
    }

    @Test func `each component sums to its rate group, and nets to the group's`() throws {
        for (_, priced) in try priced() {
            let taxed = priced.lines.map(\.taxed) + priced.charges.map(\.taxed)
            for group in priced.rateGroups {
                let components = group.taxes.map(\.component)
                let members = taxed.filter { $0.taxes.map(\.component) == components }
                #expect(sum(members.map(\.netMinor)) == group.netMinor)
                for (index, tax) in group.taxes.enumerated() {
                    #expect(sum(members.map { $0.taxes[index].amountMinor }) == tax.amountMinor)
                }
            }
        }
    }

    @Test func `nothing on a bill is negative`() throws {
        for (_, priced) in try priced() {
            let taxed = priced.lines.map(\.taxed) + priced.charges.map(\.taxed)
            let amounts =
                taxed.flatMap { [$0.amountMinor, $0.netMinor, $0.taxMinor, $0.totalMinor] }
                + taxed.flatMap(\.taxes).map(\.amountMinor) + priced.lines.flatMap(\.discountMinors)
                + priced.lines.map(\.grossMinor) + [priced.totalMinor, priced.discountMinor]
            #expect(amounts.allSatisfy { $0 >= 0 })
        }
    }

    @Test func `the order of lines changes no total`() throws {
        var generator = SeededGenerator(seed: 1)
        for (bill, priced) in try priced() {
            let order = bill.lines.indices.shuffled(using: &generator)
            var shuffled = bill
            shuffled.lines = order.map { bill.lines[$0] }
            shuffled.discounts = bill.discounts.map { moved($0, order) }

            let again = try shuffled.priced()

            #expect(again.totalMinor == priced.totalMinor)
            #expect(again.rateGroups == priced.rateGroups)
            #expect(again.discounts == priced.discounts)
            #expect(again.subtotalMinor == priced.subtotalMinor)
        }
    }

    private func moved(_ discount: Discount, _ order: [Int]) -> Discount {
        guard case .lines(let lines) = discount.scope else { return discount }
        var moved = discount
        moved.scope = .lines(lines.compactMap { order.firstIndex(of: $0) })
        return moved
    }

    @Test func `a line of several costs what several lines of one cost, before rounding`() throws {
        for (bill, priced) in try priced() where bill.discounts.isEmpty && bill.charges.isEmpty {
            var parted = bill
            parted.lines = bill.lines.flatMap { line -> [BillLine] in
                let (count, rest) = line.quantity.tenThousandths.quotientAndRemainder(
                    dividingBy: Quantity.partsOfOne)
                guard rest == 0 else { return [line] }
                var one = line
                one.quantity = .one
                return Array(repeating: one, count: Int(count))
            }

            #expect(try parted.priced().totalMinor == priced.totalMinor)
        }
    }

    @Test func `the bills made up here come to all rules`() throws {
        let priced = try priced()
        let refused = try Self.bills.get().count - priced.count

        #expect(refused > 50)
        #expect(priced.contains { $0.priced.rateGroups.count > 2 })
        #expect(priced.contains { $0.priced.discounts.contains { !$0.isReached } })
        #expect(priced.contains { $0.priced.charges.contains { $0.taxed.taxMinor > 0 } })
        #expect(priced.contains { $0.priced.lines.contains { line in line.compMinor > 0 } })
        #expect(priced.contains { $0.bill.lines.contains { $0.standing == .voided } })
        #expect(
            priced.contains { $0.priced.lines.flatMap(\.groups).joined().contains { $0.freeQuantity > 1 } })
        #expect(
            priced.contains { $0.priced.lines.flatMap(\.groups).joined().contains { !$0.groups.isEmpty } })
    }
}
