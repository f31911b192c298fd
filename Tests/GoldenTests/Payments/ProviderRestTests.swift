import DataLoader
import Postgres
import Restaurant
import Synchronization
import TestSupport
import Testing

/// A provider that does not answer is asked a few times and then left alone; nothing fails by it.
@Suite(.database(World.template))
struct ProviderRestTests {
    /// Counts what it is asked, and answers when it is told to.
    private final class Counter: PaymentProvider {
        private let state = Mutex((asked: 0, looked: 0, answers: false))
        var asked: Int { state.withLock { $0.asked } }
        var looked: Int { state.withLock { $0.looked } }
        func answer() { state.withLock { $0.answers = true } }

        func perform(_ call: ProviderCall) async -> ProviderAnswer {
            state.withLock {
                $0.asked += 1
                return $0.answers ? .done(reference: nil) : .unknown
            }
        }
        func look(_ call: ProviderCall) async -> ProviderAnswer {
            state.withLock {
                $0.looked += 1
                return $0.answers ? .absent : .unknown
            }
        }
        func close() async {}
    }

    private func work(_ world: World, _ provider: Counter, rest: Duration) throws -> ProviderWork {
        ProviderWork(
            provider, sessions: TenantSessions(readPool: world.readPool, writePool: world.writePool),
            services: try World.services(),
            limits: ProviderWork.Limits(patience: .seconds(1), failureMax: 3, rest: rest))
    }

    /// Six guests pay.
    private func pay(_ world: World) async throws {
        try await World.orders(6)
        for number in 6001...6006 {
            let answer = await world.money(
                "paymentCreate", "orderId: \"\(World.id(.order, number))\", method: YAPE, amountMinor: 1000")
            try #require(answer.contains(#""status":"PENDING""#), "\(answer)")
        }
    }

    private func statuses() async throws -> [String] {
        try await World.texts("SELECT status || ' ' || count(*) FROM payments GROUP BY status")
    }

    /// Nobody need wait.
    private func hurry() async throws {
        try await World.asSuperuser(
            "UPDATE provider_requests SET due_at = now() WHERE state <> 'CONFIRMED'")
    }

    @Test
    func `after failures in a row nobody asks, and what waits is pending`() async throws {
        let (world, provider) = (try World(), Counter())
        try await pay(world)
        let work = try work(world, provider, rest: .seconds(3_600))

        let waits = try await work.run(World.uuid(1), nowSeconds: 1_772_380_800)
        provider.answer()
        for _ in 1...3 {
            try await hurry()
            _ = try await work.run(World.uuid(1), nowSeconds: 1_772_380_800)
        }

        let requests = try await World.texts("SELECT state || attempts FROM provider_requests ORDER BY 1")
        let states = try await statuses()
        #expect(waits)
        #expect([provider.asked, provider.looked] == [3, 0])
        #expect(states == ["PENDING 6"])
        #expect(
            requests == ["INTENT0", "INTENT0", "INTENT0", "SENT1", "SENT1", "SENT1"], "each asked once")
    }

    @Test
    func `after the rest one finds out, and then all that waited is done`() async throws {
        let (world, provider) = (try World(), Counter())
        try await pay(world)
        let work = try work(world, provider, rest: .zero)

        _ = try await work.run(World.uuid(1), nowSeconds: 1_772_380_800)
        let before = provider.asked
        provider.answer()
        try await hurry()
        let waits = try await work.run(World.uuid(1), nowSeconds: 1_772_380_800)

        #expect(before == 6)
        #expect(!waits)
        #expect([provider.asked, provider.looked] == [12, 6])
        let states = try await statuses()
        #expect(states == ["CAPTURED 6"])
        #expect(try await World.balances() == ["PROVIDER_CLEARING 6000", "RECEIVABLE -6000"])
    }
}
