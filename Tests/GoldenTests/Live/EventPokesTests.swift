import DataLoader
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import Restaurant

/// How processes tell each other.
@Suite struct EventPokesTests {
    /// Counts what is said, and lets a test say it.
    private final class Counted: EventPokes {
        let said = Mutex(0)

        func say() async { said.withLock { $0 += 1 } }

        func listen(_ hear: @escaping @Sendable () -> Void) async {
            for _ in 0..<3 { hear() }
        }
    }

    @Test func `however much happens, others are told once in a while`() async {
        let pokes = Counted()
        var limits = RelayLimits()
        limits.pokePause = .seconds(3_600)
        let pool = PostgresPool(.read, PostgresConfiguration(""), reactors: TestReactors.shared)
        let relay = EventRelay<Int>(pool: pool, pokes: pokes, limits: limits) { _ in 0 }
        let place = BranchPlace(organization: World.uuid(1), branch: World.uuid(11))
        let told = await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await relay.run() }
            defer { tasks.cancelAll() }
            for _ in 0..<1_000 { relay.hasGrown([place]) }
            while pokes.said.withLock({ $0 }) == 0 { await Task.yield() }
            for _ in 0..<1_000 {
                relay.hasGrown([place])
                await Task.yield()
            }
            while relay.pokeCounters.heard < 3 { await Task.yield() }
            return pokes.said.withLock { $0 }
        }

        #expect(told == 1)
        #expect(relay.pokeCounters == PokeCounters(heard: 3, missed: 0, silence: nil))
    }
}
