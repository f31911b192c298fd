import Synchronization

/// How many requests of one tenant are under way at once.
///
/// The next one is refused at once instead of queued: the pool's queue takes turns by arrival, so a tenant
/// that may hold no more than its share of places there cannot push out the others, and a refusal within
/// milliseconds that says when to come back beats a wait that ends in one.
///
/// Bounded by the requests that are under way at all.
final class Concurrency: Sendable {
    private let counts = Mutex<[BucketKey: Int]>([:])
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes a place. False if there is none; then `leave` must not be called.
    func enter(_ key: BucketKey) -> Bool {
        counts.withLock { counts in
            let count = counts[key] ?? 0
            guard count < limit else { return false }
            counts[key] = count + 1
            return true
        }
    }

    /// Gives a place back.
    func leave(_ key: BucketKey) {
        counts.withLock { counts in
            guard let count = counts[key] else { return }
            counts[key] = count > 1 ? count - 1 : nil
        }
    }

    /// Requests of everybody that are under way.
    var total: Int { counts.withLock { $0.values.reduce(0, +) } }
}
