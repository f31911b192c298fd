import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Tills that want the same money at once: whoever is first has it, and the books know of nobody else.
@Suite(.database(World.template))
struct PaymentRaceTests {
    /// Rounds of each race.
    private static let roundCount =
        ProcessInfo.processInfo.environment["COMANDA_TEST_FULL"] == "1" ? 1000 : 20

    /// All at once; the answers of those that were let through, and of the others.
    private func race(
        _ requests: [@Sendable () async -> String]
    ) async -> (done: [String], refused: [String]) {
        let answers = await withTaskGroup(of: String.self) { tasks in
            for request in requests.shuffled() { tasks.addTask { await request() } }
            return await tasks.reduce(into: []) { $0.append($1) }
        }
        let done = answers.filter { $0.contains(#""userErrors":[]"#) && !$0.contains(#""errors""#) }
        return (done, answers.filter { !done.contains($0) })
    }

    @Test
    func `of thirty-two clients that pay the rest one does, and the total is never exceeded`() async throws {
        let worlds = try (0..<4).map { _ in try World(connections: 2) }
        try await World.orders(Self.roundCount)
        for round in 1...Self.roundCount {
            let pay = "orderId: \"\(World.id(.order, 6000 + round))\", method: CARD, amountMinor: 3900"
            let paid = await race(
                (0..<32).map { client in
                    { await worlds[client % 4].money("paymentCreate", pay, as: "BRANCH_MANAGER") }
                })
            #expect(paid.done.count == 1, "round \(round): \(paid.done)")
            #expect(paid.refused.allSatisfy { $0.contains("BALANCE_EXCEEDED") }, "\(round): \(paid.refused)")
        }
        #expect(try await World.texts("SELECT DISTINCT paid_minor FROM orders") == ["3900"])
        let all = 3900 * Self.roundCount
        #expect(try await World.balances() == ["PROVIDER_CLEARING \(all)", "RECEIVABLE -\(all)"])
    }

    @Test
    func `of three tills that take the rest one does, and of two refunds of 60 % one goes through`()
        async throws
    {
        let worlds = try (0..<3).map { _ in try World() }
        try await World.orders(Self.roundCount)
        for round in 1...Self.roundCount {
            let pay = "orderId: \"\(World.id(.order, 6000 + round))\", method: CASH, amountMinor: 3000"
            let paid = await race(
                worlds.map { world in { await world.money("paymentCreate", pay, as: "BRANCH_MANAGER") } })
            #expect(paid.done.count == 1, "round \(round): \(paid)")
            #expect(paid.refused.allSatisfy { $0.contains("BALANCE_EXCEEDED") }, "\(round): \(paid.refused)")

            let payment = World.firstID(.payment, in: paid.done.first ?? "")
            let refund = "paymentId: \"\(payment)\", amountMinor: 1800, reason: \"Cold\""
            let back = await race(
                worlds.prefix(2).map { world in
                    { await world.money("paymentRefund", refund, as: "BRANCH_MANAGER") }
                })
            #expect(back.done.count == 1, "round \(round): \(back)")
            #expect(back.refused.allSatisfy { $0.contains("REFUND_EXCEEDED") }, "\(round): \(back.refused)")
        }
        #expect(
            try await World.texts("SELECT DISTINCT paid_minor || ' ' || refunded_minor FROM orders")
                == ["3000 1800"])
        let rest = 1200 * Self.roundCount
        #expect(try await World.balances() == ["CASH_DRAWER \(rest)", "RECEIVABLE -\(rest)"])
    }
}
