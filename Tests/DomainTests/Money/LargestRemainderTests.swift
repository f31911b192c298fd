import Domain
import TestSupport
import Testing

@Suite struct LargestRemainderTests {
    @Test(
        arguments: [
            (100, [1, 1, 1], [34, 33, 33]), (101, [1, 1, 1], [34, 34, 33]), (10, [7, 2, 1], [7, 2, 1]),
            (5, [0, 3, 0, 2], [0, 3, 0, 2]), (1, [1, 2], [0, 1]), (-100, [1, 1, 1], [-34, -33, -33]),
            (0, [4, 5], [0, 0]), (7, [0, 0, 0], [3, 2, 2]), (7, [-5, 1], [0, 7]), (3, [], []), (9, [4], [9]),
        ] as [(Int64, [Int64], [Int64])])
    func `parts follow the weights and sum to the total`(total: Int64, weights: [Int64], parts: [Int64]) {
        #expect(LargestRemainder.parts(of: total, weights: weights) == parts)
    }

    @Test func `the largest amounts are divided exactly`() {
        for total in [Int64.max, .min] {
            let parts = LargestRemainder.parts(of: total, weights: [.max, .max, 1, .max])

            #expect(parts.reduce(Int128(0)) { $0 + Int128($1) } == Int128(total))
            #expect(LargestRemainder.parts(of: total, weights: [0, 1]) == [0, total])
        }
    }

    @Test func `no part is a whole unit off, and none is beyond its weight`() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            let weights = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                Int64.random(in: 0...50, using: &generator)
            }
            let sum = weights.reduce(0, +)
            let total = Int64.random(in: 0...sum, using: &generator)

            let parts = LargestRemainder.parts(of: total, weights: weights)

            #expect(parts.reduce(0, +) == total)
            for (part, weight) in zip(parts, weights) where sum > 0 {
                #expect(abs(part * sum - total * weight) < sum)
                #expect((0...weight).contains(part))
            }
        }
    }
}
