import Foundation
import GraphQLSchema
import Restaurant
import TestSupport
import Testing

/// Guests, waiters, kitchen and managers at random, over two servers and one database, with answers that get
/// lost; beside it a model of a few lines. A failing seed is printed, and plays again the same.
@Suite(.database(World.template))
struct EveningTests {
    /// How much happens: more by hand.
    private static let actionCount =
        ProcessInfo.processInfo.environment["COMANDA_TEST_EVENING_ACTIONS"].flatMap { Int($0) } ?? 250
    private static let seed =
        ProcessInfo.processInfo.environment["COMANDA_TEST_EVENING_SEED"].flatMap { UInt64($0) }
        ?? UInt64.random(in: 1...1_000_000)

    @Test func `an evening comes to what its model says`() async throws {
        var evening = try Evening(seed: Self.seed)
        for step in 1...Self.actionCount {
            let difference = try await evening.play()
            if let difference {
                Issue.record("seed \(Self.seed), step \(step): \(difference)")
                return
            }
        }
        let differences = try await evening.differences()
        #expect(differences == [], "seed \(Self.seed)")
    }
}
