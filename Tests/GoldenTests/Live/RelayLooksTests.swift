import Postgres
import Synchronization
import TestSupport
import Testing

@testable import Restaurant

/// How often a relay looks at the logs.
@Suite(.database(World.template), .timeLimit(.minutes(2)))
struct RelayLooksTests {
    /// Pokes when a test says so.
    private final class Told: EventPokes {
        private let hear = Mutex<(@Sendable () -> Void)?>(nil)

        func say() async {}

        func listen(_ hear: @escaping @Sendable () -> Void) async {
            self.hear.withLock { $0 = hear }
            try? await Task.sleep(for: .seconds(3_600))
        }

        func poke() async throws {
            while hear.withLock({ $0 == nil }) { try await Task.sleep(for: .milliseconds(5)) }
            hear.withLock { $0?() }
        }
    }

    /// Nothing but pokes makes it look.
    private var untold: RelayLimits {
        var limits = RelayLimits()
        limits.pollInterval = .seconds(3_600)
        return limits
    }

    /// The looks once nothing has been looked at for a while.
    private func looks(of live: LiveWorld) async throws -> Int {
        var looks = -1
        while looks != live.relay.pokeCounters.looks {
            looks = live.relay.pokeCounters.looks
            try await Task.sleep(for: .milliseconds(200))
        }
        return looks
    }

    @Test func `where a log has grown it looks again, unasked and for once`() async throws {
        let pokes = Told()
        try await LiveWorld.serving(limits: untold, pokes: pokes) { live in
            try await World.orders()
            let subscription = try await live.subscribe(LiveWorld.orders())
            for number in 1...3 {
                try await LiveWorld.tell()
                try await pokes.poke()
                #expect(await subscription.text()?.contains("\(number)") == true)
                _ = try await looks(of: live)
            }

            #expect(try await looks(of: live) == 6)
            #expect(live.relay.pokeCounters.missed == 0)
        }
    }

    @Test func `where nothing has grown it does not`() async throws {
        let pokes = Told()
        try await LiveWorld.serving(limits: untold, pokes: pokes) { live in
            try await World.orders()
            let subscription = try await live.subscribe(LiveWorld.orders())
            for _ in 1...3 {
                try await pokes.poke()
                _ = try await looks(of: live)
            }

            #expect(try await looks(of: live) == 3)
            subscription.cancel()
        }
    }

    @Test func `a number without its event is looked for no more than once again`() async throws {
        let pokes = Told()
        try await LiveWorld.serving(limits: untold, pokes: pokes) { live in
            try await World.orders()
            let subscription = try await live.subscribe(LiveWorld.orders())
            try await World.asSuperuser("UPDATE event_counters SET event_sequence = event_sequence + 1")
            try await pokes.poke()

            #expect(try await looks(of: live) == 2)
            subscription.cancel()
        }
    }
}
