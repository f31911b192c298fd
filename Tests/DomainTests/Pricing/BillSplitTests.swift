import Domain
import TestSupport
import Testing

@Suite struct BillSplitTests {
    @Test(
        arguments: [
            (101, 3, [33, 33, 35]), (100, 1, [100]), (0, 2, [0, 0]), (2, 3, [0, 0, 2]),
        ] as [(Int64, Int, [Int64])])
    func `case 13: of several payers the last takes the remainder`(
        total: Int64, payers: Int, shares: [Int64]
    ) {
        #expect(BillSplit.equally(total, among: payers) == shares)
    }

    @Test func `nobody pays nothing, and less than nothing is not divided`() {
        #expect(BillSplit.equally(100, among: 0) == nil)
        #expect(BillSplit.equally(100, among: -1) == nil)
        #expect(BillSplit.equally(100, among: .max) == nil)
        #expect(BillSplit.equally(-1, among: 2) == nil)
        #expect(BillSplit.equally(.max, among: 1) == [.max])
    }

    @Test(arguments: [true, false])
    func `case 13: a line of 2 on two checks sums to the line`(isIncluded: Bool) throws {
        let taxes = [try TaxComponent.at(250, name: "CGST"), try .at(250, name: "SGST")]
        let whole = try Bill(pricesIncludeTax: isIncluded, lines: [.sold(555, times: 2, taxes: taxes)])
            .priced().lines[0].taxed

        let parts = try #require(BillSplit.parts(of: whole, by: [.one, .one, nil]))

        #expect(parts[2].totalMinor == 0)
        expectSum(parts, whole)
    }

    @Test func `what no check has is not divided`() throws {
        let whole = try Bill(pricesIncludeTax: true, lines: [.sold(555)]).priced().lines[0].taxed

        #expect(BillSplit.parts(of: whole, by: [nil]) == nil)
        #expect(BillSplit.parts(of: whole, by: []) == nil)
    }

    @Test func `lines of random bills sum up however they are divided`() throws {
        var generator = SeededGenerator(seed: 13)
        for seed in 1...500 as ClosedRange<UInt64> {
            guard let priced = try? RandomBill.make(seed: seed).priced() else { continue }
            for line in priced.lines {
                let quantities = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                    Quantity(tenThousandths: Int64.random(in: 0...30_000, using: &generator))
                }
                guard let parts = BillSplit.parts(of: line.taxed, by: quantities) else { continue }
                expectSum(parts, line.taxed)
            }
        }
    }

    private func expectSum(_ parts: [TaxedAmount], _ whole: TaxedAmount) {
        func sum(_ amounts: [Int64]) -> Int64 { amounts.reduce(0, +) }
        #expect(sum(parts.map(\.totalMinor)) == whole.totalMinor)
        #expect(sum(parts.map(\.taxMinor)) == whole.taxMinor)
        #expect(sum(parts.map(\.netMinor)) == whole.netMinor)
        #expect(sum(parts.map(\.amountMinor)) == whole.amountMinor)
        for (index, tax) in whole.taxes.enumerated() {
            #expect(sum(parts.map { $0.taxes[index].amountMinor }) == tax.amountMinor)
        }
        for part in parts {
            #expect(part.netMinor + part.taxMinor == part.totalMinor)
            #expect([part.netMinor, part.taxMinor, part.totalMinor].allSatisfy { $0 >= 0 })
            #expect(sum(part.taxes.map(\.amountMinor)) == part.taxMinor)
        }
    }
}
