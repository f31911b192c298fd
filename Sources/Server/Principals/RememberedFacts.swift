import Postgres
import Synchronization

/// What the database said about somebody, each good for a few seconds or until something changes.
///
/// A process may thus act on rights that are gone for `lifetime` at most, and a busy caller costs one look-up
/// in that time. A full memory is emptied: cheaper than keeping an order, and a process sees few callers at a
/// time.
final class RememberedFacts<Key: Hashable & Sendable, Fact: Sendable>: Sendable {
    private struct Entry: Sendable {
        let fact: Fact
        let readAt: ContinuousClock.Instant
    }

    private struct State: Sendable {
        var entries: [Key: Entry] = [:]
        /// Counts what made everything doubtful: a look-up that began before stores nothing.
        var generation = 0
    }

    private let state = Mutex(State())
    private let lifetime: Duration
    private let limit: Int
    private let now: @Sendable () -> ContinuousClock.Instant

    init(
        lifetime: Duration, limit: Int = 10_000,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.lifetime = lifetime
        self.limit = limit
        self.now = now
    }

    /// The remembered fact, or what `read` finds; nil is not remembered.
    ///
    /// - Throws: what `read` does.
    func fact(
        for key: Key, read: () async throws(PostgresError) -> Fact?
    ) async throws(PostgresError) -> Fact? {
        let start = now()
        let (known, generation) = state.withLock { ($0.entries[key], $0.generation) }
        if let known, known.readAt + lifetime > start { return known.fact }
        let fact = try await read()
        state.withLock { state in
            guard state.generation == generation else { return }
            guard let fact else {
                state.entries[key] = nil
                return
            }
            if state.entries.count >= limit { state.entries.removeAll(keepingCapacity: true) }
            state.entries[key] = Entry(fact: fact, readAt: start)
        }
        return fact
    }

    /// Something changed: everything is read again.
    func forget() {
        state.withLock { state in
            state.entries.removeAll(keepingCapacity: true)
            state.generation &+= 1
        }
    }

    /// Something changed about some: they are read again.
    ///
    /// - Complexity: O(entries).
    func forget(where isDoubtful: (Key, Fact) -> Bool) {
        state.withLock { state in
            state.entries = state.entries.filter { !isDoubtful($0.key, $0.value.fact) }
            state.generation &+= 1
        }
    }
}
