import Domain
import TestSupport
import Testing

@Suite struct LoyaltyPointsTests {
    @Test(
        arguments: [
            // Base, exponent, rate, multiplier, points.
            (9999, 2, 10_000, 10_000, 99), (9999, 2, 10_000, 15_000, 148), (9999, 0, 10_000, 10_000, 9999),
            (9999, 3, 10_000, 20_000, 18), (99, 2, 10_000, 20_000, 0), (10_000, 2, 25_000, 15_000, 375),
            (-500, 2, 10_000, 10_000, 0), (10_000, 2, 0, 10_000, 0), (300, 2, 3_333, 10_000, 0),
            (400, 2, 3_333, 20_000, 2),
        ] as [(Int64, Int, Int64, Int64, Int64)])
    func `whole units are multiplied, and rounded down once more`(
        _ base: Int64, _ exponent: Int, _ rate: Int64, _ multiplier: Int64, _ points: Int64
    ) {
        #expect(
            LoyaltyPoints.earned(
                baseMinor: base, exponent: exponent, rateBasisPoints: rate, multiplierBasisPoints: multiplier)
                == points)
    }

    @Test func `no amount earns more than an entry holds`() {
        for factors in [(Int64.max, Int64.max), (.max, 1), (1, .max), (10_000, 10_000)] {
            let points = LoyaltyPoints.earned(
                baseMinor: .max, exponent: 0, rateBasisPoints: factors.0, multiplierBasisPoints: factors.1)
            #expect((0...LoyaltyPoints.countMax).contains(points))
        }
    }

    @Test func `parts of a refund take back all at the end, and never more before`() {
        for seed in 1...2_000 as ClosedRange<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let earned = Int64.random(in: 1...100_000, using: &generator)
            let paid = Int64.random(in: 1...1_000_000, using: &generator)
            var (refunded, reversed) = (Int64(0), Int64(0))
            while refunded < paid {
                refunded += Int64.random(in: 1...(paid - refunded), using: &generator)
                reversed += LoyaltyPoints.toReverse(
                    earned: earned, refundedMinor: refunded, paidMinor: paid, reversed: reversed)
                #expect(reversed <= earned, "seed \(seed)")
                let again = LoyaltyPoints.toReverse(
                    earned: earned, refundedMinor: refunded, paidMinor: paid, reversed: reversed)
                #expect(again == 0, "seed \(seed)")
            }
            #expect(reversed == earned, "seed \(seed)")
        }
    }

    @Test func `points are taken off the first lots, and all of them or none`() {
        let lots = [
            PointLot(id: 1, remaining: 5), PointLot(id: 2, remaining: 0), PointLot(id: 3, remaining: 7),
        ]

        #expect(PointLot.spend(4, of: lots) == [PointLot(id: 1, remaining: 4)])
        #expect(
            PointLot.spend(9, of: lots)
                == [PointLot(id: 1, remaining: 5), PointLot(id: 3, remaining: 4)])
        #expect(PointLot.spend(13, of: lots) == nil)
        #expect(PointLot.spend(0, of: lots) == [])
    }

    @Test func `what is taken sums to what is asked, off lots in their order`() {
        for seed in 1...2_000 as ClosedRange<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let lots = (0..<Int.random(in: 0...8, using: &generator)).map {
                PointLot(id: $0, remaining: Int64.random(in: 1...50, using: &generator))
            }
            let all = lots.reduce(0) { $0 + $1.remaining }
            let asked = Int64.random(in: 0...(all + 5), using: &generator)
            guard let taken = PointLot.spend(asked, of: lots) else {
                #expect(asked > all, "seed \(seed)")
                continue
            }
            #expect(taken.reduce(0) { $0 + $1.remaining } == asked, "seed \(seed)")
            // All but the last one are empty afterwards.
            #expect(taken.map(\.id) == Array(lots.map(\.id).prefix(taken.count)), "seed \(seed)")
            for (part, lot) in zip(taken.dropLast(), lots) { #expect(part == lot, "seed \(seed)") }
        }
    }

    @Test(arguments: [(0, 1), (499, 1), (500, 2), (1999, 2), (2000, 3), (Int64.max, 3)] as [(Int64, Int)])
    func `a tier holds from its first point on`(_ lifetime: Int64, _ tier: Int) {
        let tiers = [(3, 2000), (1, 0), (2, 500)].map {
            LoyaltyTier(id: $0.0, minimumPoints: $0.1, multiplierBasisPoints: 10_000)
        }
        #expect(LoyaltyTier.reached(lifetime, of: tiers)?.id == tier)
        #expect(LoyaltyTier.reached(lifetime, of: tiers.filter { $0.minimumPoints < 0 }) == nil)
    }
}
