import Foundation
import GraphQLSchema
import Restaurant
import TestSupport
import Testing

/// Guests, waiters, kitchen and managers at random, over two servers and one database, with answers that get
/// lost; beside it a model of a few lines. A failing seed is printed, and plays again the same.
@Suite(.database(World.template))
struct EveningTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let isFull = environment["COMANDA_TEST_FULL"] == "1"
    /// How much happens, when not said by hand.
    private static let actionCount = environment["COMANDA_TEST_EVENING_ACTIONS"].flatMap { Int($0) }
    private static let seed =
        environment["COMANDA_TEST_EVENING_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 1...1_000_000)

    @Test func `an evening comes to what its model says`() async throws {
        try await play(Self.actionCount ?? 250, over: [try World(), try World()])
    }

    @Test(.enabled(if: isFull))
    func `a long evening over two processes comes to what its model says`() async throws {
        let folder = NSTemporaryDirectory() + "evening-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try await ServerProcess.start("first", in: folder)
        defer { try? first.end() }
        let second = try await ServerProcess.start("second", in: folder)
        defer { try? second.end() }
        try await play(Self.actionCount ?? 50_000, over: [first, second])
    }

    private func play(_ actionCount: Int, over servers: [any EveningServer]) async throws {
        let world = try World()
        try await Evening.begin(world)
        var evening = Evening(seed: Self.seed, over: servers)
        for step in 1...actionCount {
            let difference = try await evening.play()
            if let difference {
                Issue.record("seed \(Self.seed), step \(step): \(difference)")
                return
            }
        }
        try await LoyaltyActs.sweep(world)
        let differences = try await evening.differences()
        #expect(differences == [], "seed \(Self.seed)")
    }
}
