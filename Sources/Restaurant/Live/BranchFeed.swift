internal import Synchronization

/// The latest events of one branch, as this process knows them.
final class BranchFeed: Sendable {
    private struct State {
        /// Without a gap, the last one is `head`.
        var recent: [LoggedEvent] = []
        /// The latest number that is known.
        var head: Int64
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

    /// Reads on.
    ///
    /// - Returns: whether there was something new.
    /// - Throws: what the database reports; the next call goes on from the same number.
    func readOn() async throws(EventLog.Failure) -> Bool {
        var isNew = false
        while true {
            let head = head
            let found = try await log.read(place, after: head, limit: recentCountMax)
            guard let last = found.last else { return isNew }
            isNew = true
            state.withLock { state in
                // Another reader may have been faster.
                state.recent += found.filter { $0.sequence > state.head }
                state.head = max(state.head, last.sequence)
                let surplus = state.recent.count - recentCountMax
                if surplus > 0 { state.recent.removeFirst(surplus) }
            }
            guard found.count >= recentCountMax else { return true }
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
