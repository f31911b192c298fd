internal import DataLoader
internal import Synchronization

/// The latest events of one branch, as this process knows them.
final class BranchFeed: Sendable {
    private struct State {
        /// Without a gap, the last one is `head`.
        var recent: [LoggedEvent] = []
        /// The latest number that is known.
        var head: Int64
        /// Whether somebody reads on, and whether to do so once more after that.
        var isReading = false
        var isDue = false
    }

    let place: BranchPlace
    private let log: EventLog
    private let recentCountMax: Int
    private let state: Mutex<State>

    /// - Parameter head: the latest number, as it has been read.
    init(_ place: BranchPlace, head: Int64, log: EventLog, recentCountMax: Int) {
        self.place = place
        self.log = log
        self.recentCountMax = recentCountMax
        state = Mutex(State(head: head))
    }

    /// The latest number that is known.
    var head: Int64 { state.withLock { $0.head } }

    /// When an event happened, in microseconds since 2000; of one that is no more in memory when the oldest
    /// one did that is. Nil where nothing is known.
    func occurredAt(_ number: Int64) -> Int64? {
        state.withLock { state in
            guard let first = state.recent.first else { return nil }
            let place = Int(max(number - first.sequence, 0))
            return place < state.recent.count ? state.recent[place].occurredAt : nil
        }
    }

    /// Whether the caller shall read on; where somebody does already, that one does so once more.
    func beginReading() -> Bool {
        state.withLock { state in
            guard state.isReading else {
                state.isReading = true
                return true
            }
            state.isDue = true
            return false
        }
    }

    /// Whether the reader is done, as nobody has asked for more meanwhile.
    func endReading() -> Bool {
        state.withLock { state in
            defer { state.isDue = false }
            state.isReading = state.isDue
            return !state.isReading
        }
    }

    /// Reads on.
    ///
    /// - Throws: what the database reports; the next call goes on from the same number.
    func readOn() async throws(EventLog.Failure) {
        while true {
            let found = try await log.read(place, after: head, limit: recentCountMax)
            guard let last = found.last else { return }
            state.withLock { state in
                state.recent += found
                state.head = last.sequence
                let surplus = state.recent.count - recentCountMax
                if surplus > 0 { state.recent.removeFirst(surplus) }
            }
            guard found.count >= recentCountMax else { return }
        }
    }

    /// Events behind a number, in order and without a gap, from memory where they are there.
    ///
    /// - Throws: what keeps the log from being read; `.gap` where it does not hold the next event any more.
    func events(after: Int64, limit: Int) async throws(EventLog.Failure) -> [LoggedEvent] {
        let known = state.withLock { state -> [LoggedEvent]? in
            guard after < state.head else { return [] }
            guard let first = state.recent.first, first.sequence <= after + 1 else { return nil }
            let start = Int(after + 1 - first.sequence)
            return Array(state.recent[start..<min(start + limit, state.recent.count)])
        }
        if let known { return known }
        return try await log.read(place, after: after, limit: limit)
    }
}
