internal import Synchronization

/// Why a subscription ends.
public enum LiveEnd: Sendable, Equatable {
    /// The subscriber wants no more.
    case canceled
    /// The subscriber takes results more slowly than they come; it may go on from behind the cursor.
    case slow(cursor: Int64)
    /// The log does not hold what comes next: everything must be read anew.
    case resyncRequired
    /// What the subscription hangs on is not there for the subscriber any more.
    case gone
    /// The server goes down.
    case closing
    /// Our fault, as a response says.
    case failed(message: String, code: String)
}

/// What a subscriber takes.
public enum LiveDelivery<Payload: Sendable>: Sendable {
    /// A result and its event's number in the branch's log.
    case result(Payload, cursor: Int64)
    /// Nothing more comes.
    case ended(LiveEnd)
}

/// Results that wait for one subscriber, of a bounded number and size: who falls behind is let go, with the
/// cursor from which to go on.
final class LiveQueue<Payload: Sendable>: Sendable {
    private struct State {
        var waiting: [(payload: Payload, byteCount: Int, cursor: Int64)] = []
        /// The first of them that has not been taken.
        var first = 0
        var byteCount = 0
        /// The last number that was taken, or where the subscription began.
        var taken: Int64
        var end: LiveEnd?
        var waiter: CheckedContinuation<LiveDelivery<Payload>, Never>?

        var count: Int { waiting.count - first }

        mutating func clear() {
            waiting = []
            first = 0
            byteCount = 0
        }

        func isHalfFull(_ countMax: Int, _ byteCountMax: Int) -> Bool {
            count * 2 >= countMax || byteCount * 2 >= byteCountMax
        }
    }

    private let countMax: Int
    private let byteCountMax: Int
    private let onRoom: @Sendable () -> Void
    private let state: Mutex<State>

    /// - Parameter onRoom: called when a queue that was half full is so no more.
    init(from cursor: Int64, _ limits: RelayLimits, onRoom: @escaping @Sendable () -> Void) {
        countMax = limits.queueCountMax
        byteCountMax = limits.queueByteCountMax
        self.onRoom = onRoom
        state = Mutex(State(taken: cursor))
    }

    /// Whether so much waits that a replay should.
    var isHalfFull: Bool { state.withLock { $0.isHalfFull(countMax, byteCountMax) } }

    /// How many results wait, and the number of the first one's event.
    var backlog: (count: Int, first: Int64?) {
        state.withLock { state in
            (state.count, state.first < state.waiting.count ? state.waiting[state.first].cursor : nil)
        }
    }

    /// Appends a result.
    ///
    /// - Returns: false where the subscriber gets no more: it is too slow, or gone already.
    func put(_ payload: Payload, byteCount: Int, cursor: Int64) -> Bool {
        let (waiter, isTaken) = state.withLock {
            (state) -> (CheckedContinuation<LiveDelivery<Payload>, Never>?, Bool) in
            guard state.end == nil else { return (nil, false) }
            if let waiter = state.waiter {
                state.waiter = nil
                state.taken = cursor
                return (waiter, true)
            }
            let isFull = state.count >= countMax || state.byteCount + byteCount > byteCountMax
            guard !isFull || state.count == 0 else {
                state.end = .slow(cursor: state.taken)
                state.clear()
                return (nil, false)
            }
            state.waiting.append((payload, byteCount, cursor))
            state.byteCount += byteCount
            return (nil, true)
        }
        waiter?.resume(returning: .result(payload, cursor: cursor))
        return isTaken
    }

    /// Lets a subscriber go that does not keep up.
    func drop() { finish { .slow(cursor: $0.taken) } }

    /// Ends the subscription behind what waits, or at once where nobody wants that; what ended it first
    /// counts.
    func finish(_ end: LiveEnd) { finish { _ in end } }

    private func finish(_ reason: (State) -> LiveEnd) {
        let (waiter, end) = state.withLock {
            (state) -> (CheckedContinuation<LiveDelivery<Payload>, Never>?, LiveEnd) in
            let asked = reason(state)
            let end = state.end ?? asked
            state.end = end
            switch asked {
            case .canceled, .slow: state.clear()
            case .resyncRequired, .gone, .closing, .failed: break
            }
            defer { state.waiter = nil }
            return (state.waiter, end)
        }
        waiter?.resume(returning: .ended(end))
    }

    /// Waits for the next result; one caller at a time.
    func next() async -> LiveDelivery<Payload> {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (found, hasRoom) = state.withLock { state -> (LiveDelivery<Payload>?, Bool) in
                    let wasHalfFull = state.isHalfFull(countMax, byteCountMax)
                    if let found = Self.take(&state) {
                        return (found, wasHalfFull && !state.isHalfFull(countMax, byteCountMax))
                    }
                    if Task.isCancelled { return (.ended(.canceled), false) }
                    state.waiter = continuation
                    return (nil, false)
                }
                if hasRoom { onRoom() }
                if let found { continuation.resume(returning: found) }
            }
        } onCancel: {
            finish(.canceled)
        }
    }

    private static func take(_ state: inout State) -> LiveDelivery<Payload>? {
        if state.first < state.waiting.count {
            let entry = state.waiting[state.first]
            state.first += 1
            state.byteCount -= entry.byteCount
            state.taken = entry.cursor
            if state.first == state.waiting.count || state.first >= 64 {
                state.waiting.removeFirst(state.first)
                state.first = 0
            }
            return .result(entry.payload, cursor: entry.cursor)
        }
        return state.end.map { .ended($0) }
    }
}
