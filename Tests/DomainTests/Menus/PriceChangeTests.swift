import Domain
import Testing

/// Many prices by one rule.
struct PriceChangeTests {
    @Test(arguments: [
        (PriceChange.percent(basisPoints: 500), 1000, 1050), (.percent(basisPoints: -1000), 1000, 900),
        (.percent(basisPoints: 50), 100, 101), (.percent(basisPoints: -50), 100, 99),
        (.percent(basisPoints: 49), 100, 100), (.percent(basisPoints: -10_000), 777, 0),
        (.amount(-5), 5, 0), (.amount(7), 0, 7), (.value(3), 999, 3),
    ])
    func `a price changes exactly, halves away from zero`(
        _ change: PriceChange, _ before: Int64, _ after: Int64
    ) {
        #expect(change.price(after: before, within: 0...1_000_000_000_000) == after)
    }

    @Test(
        arguments: [
            (PriceChange.amount(-6), 5), (.amount(.max), 1), (.amount(.min), 0), (.value(-1), 5),
            (.percent(basisPoints: .max), .max), (.percent(basisPoints: .min), .max),
            (.percent(basisPoints: -10_001), 10_000), (.value(1_000_000_000_001), 0),
        ] as [(PriceChange, Int64)])
    func `a price outside of what is allowed is none`(_ change: PriceChange, _ before: Int64) {
        #expect(change.price(after: before, within: 0...1_000_000_000_000) == nil)
    }
}
