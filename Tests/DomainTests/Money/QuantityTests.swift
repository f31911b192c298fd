import Domain
import Testing

@Suite struct QuantityTests {
    @Test func `a count is a quantity without decimals`() {
        #expect(Quantity(count: 3)?.tenThousandths == 30_000)
        #expect(Quantity(count: 1) == .one)
    }

    @Test(arguments: [0, -1, .min, .max, 10_000_000_000])
    func `nothing, less than nothing and what cannot be stored are no quantities`(count: Int64) {
        #expect(Quantity(count: count) == nil)
    }

    @Test func `fourteen digits fit, fifteen don't`() {
        #expect(Quantity(tenThousandths: Quantity.tenThousandthsMax) != nil)
        #expect(Quantity(tenThousandths: Quantity.tenThousandthsMax + 1) == nil)
        #expect(Quantity(tenThousandths: 0) == nil)
    }

    @Test func `a share is from nothing to the whole`() {
        #expect(BasisPoints(0)?.value == 0)
        #expect(BasisPoints(10_000)?.value == 10_000)
        #expect(BasisPoints(-1) == nil)
        #expect(BasisPoints(10_001) == nil)
    }
}
