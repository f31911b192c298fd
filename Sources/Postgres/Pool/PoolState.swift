/// Who has which connection, who waits, and when to connect: the pool without threads, sockets or a clock.
///
/// Each event takes the time and returns what has to be done.
struct PoolState {
    /// Names a caller in the queue.
    typealias WaiterID = UInt64

    /// The named limits of a pool, in nanoseconds and counts.
    struct Limits {
        var connectionsMin: Int
        var connectionsMax: Int
        var queueMax: Int
        var wait: Nanoseconds
        /// Failed attempts after which callers are refused at once.
        var patience: Int
        /// Attempts at the same time while all is well.
        var attemptsMax = 4
    }

    enum Action: Equatable {
        case lend(ConnectionID, to: WaiterID)
        case refuse(WaiterID, PostgresError.Code)
        case connect(ConnectionID)
        case close(ConnectionID)
    }

    private struct Waiter {
        let id: WaiterID
        let until: Nanoseconds
        /// It is the caller's deadline that comes first, not the pool's patience.
        let isDeadline: Bool
    }

    private let limits: Limits
    private var backoff: Backoff
    private var idle: [ConnectionID] = []
    private var lent: Set<ConnectionID> = []
    private var connecting: Set<ConnectionID> = []
    /// Lent connections that are closed instead of lent again.
    private var condemned: Set<ConnectionID> = []
    private var waiters: [Waiter] = []
    private var lastConnection: ConnectionID = 0
    private var isStarted = false
    private(set) var isClosed = false

    init(_ limits: Limits, _ backoff: Backoff) {
        self.limits = limits
        self.backoff = backoff
    }

    /// Open connections, idle or lent.
    var openCount: Int { idle.count + lent.count }
    var idleCount: Int { idle.count }
    var waiterCount: Int { waiters.count }
    /// What the pool is doing.
    var usage: PoolUsage { PoolUsage(open: openCount, lent: lent.count, waiting: waiters.count) }
    private var isAway: Bool { openCount == 0 && backoff.failures >= limits.patience }

    /// When `tick` has something to do; nil when nothing waits.
    func nextTime(_ now: Nanoseconds) -> Nanoseconds? {
        // The queue is in order of arrival, but a caller's own deadline may come before that of one ahead.
        let expiry = waiters.lazy.map(\.until).min()
        // With an attempt under way its outcome decides, not the time.
        let attempt = wanted > 0 && connecting.count < attemptsMax(now) ? backoff.nextAttempt : nil
        return [expiry, attempt].compactMap(\.self).min()
    }

    // MARK: Callers

    /// Takes an idle connection: the fast way, the last used one first since its caches are warm.
    mutating func takeIdle() -> ConnectionID? {
        guard waiters.isEmpty, !isClosed, let id = idle.popLast() else { return nil }
        lent.insert(id)
        return id
    }

    /// Queues a caller that may wait until `deadline` at most.
    mutating func wait(_ waiter: WaiterID, until deadline: Nanoseconds, _ now: Nanoseconds) -> [Action] {
        if isClosed || isAway { return [.refuse(waiter, .unavailable)] + fill(now) }
        guard waiters.count < limits.queueMax else { return [.refuse(waiter, refusal)] }
        let patience = now &+ limits.wait
        waiters.append(
            Waiter(id: waiter, until: min(deadline, patience), isDeadline: deadline < patience))
        return serve() + fill(now)
    }

    /// The caller has gone; false when it has been served or refused already.
    mutating func abandon(_ waiter: WaiterID) -> Bool {
        guard let index = waiters.firstIndex(where: { $0.id == waiter }) else { return false }
        waiters.remove(at: index)
        return true
    }

    // MARK: Connections

    /// Opens the least number.
    mutating func start(_ now: Nanoseconds) -> [Action] {
        isStarted = true
        return fill(now)
    }

    mutating func connected(_ id: ConnectionID, _ now: Nanoseconds) -> [Action] {
        guard connecting.remove(id) != nil else { return [.close(id)] }
        backoff.succeeded(now)
        guard !isClosed else { return [.close(id)] }
        idle.append(id)
        return serve() + fill(now)
    }

    mutating func connectFailed(_ id: ConnectionID, _ now: Nanoseconds) -> [Action] {
        connecting.remove(id)
        backoff.failed(now)
        return refuseAll(when: isAway) + fill(now)
    }

    mutating func released(_ id: ConnectionID, _ now: Nanoseconds) -> [Action] {
        guard lent.remove(id) != nil else { return [] }
        if isClosed || condemned.remove(id) != nil { return [.close(id)] + fill(now) }
        idle.append(id)
        return serve()
    }

    mutating func lost(_ id: ConnectionID, _ now: Nanoseconds) -> [Action] {
        lent.remove(id)
        condemned.remove(id)
        idle.removeAll { $0 == id }
        backoff.disturbed(now)
        return fill(now)
    }

    /// All connections lead to the wrong server: none is lent again.
    mutating func condemnAll(_ now: Nanoseconds) -> [Action] {
        condemned = lent
        return closeIdle() + fill(now)
    }

    mutating func close() -> [Action] {
        isClosed = true
        return refuseAll(when: true) + closeIdle()
    }

    /// Does what is due.
    mutating func tick(_ now: Nanoseconds) -> [Action] {
        let late = waiters.filter { $0.until <= now }
        if !late.isEmpty { waiters.removeAll { $0.until <= now } }
        return late.map { .refuse($0.id, $0.isDeadline ? .deadlineExceeded : refusal) } + fill(now)
    }

    // MARK: Parts

    /// Full while connections exist is overload; waiting for the first connection is absence.
    private var refusal: PostgresError.Code {
        openCount == 0 ? .unavailable : .overloaded
    }

    /// Connections that should be opened besides those under way.
    private var wanted: Int {
        guard !isClosed else { return 0 }
        let total = openCount + connecting.count
        let least = isStarted || openCount > 0 || backoff.failures > 0 ? limits.connectionsMin - total : 0
        let forWaiters = waiters.count - connecting.count
        return min(max(least, forWaiters), limits.connectionsMax - total)
    }

    private func attemptsMax(_ now: Nanoseconds) -> Int {
        backoff.isCareful(now) ? 1 : limits.attemptsMax
    }

    private mutating func fill(_ now: Nanoseconds) -> [Action] {
        var actions: [Action] = []
        while wanted > 0, backoff.nextAttempt <= now {
            guard connecting.count < attemptsMax(now) else { break }
            backoff.attempted(now)
            lastConnection += 1
            connecting.insert(lastConnection)
            actions.append(.connect(lastConnection))
        }
        return actions
    }

    private mutating func serve() -> [Action] {
        var actions: [Action] = []
        while let waiter = waiters.first, let id = idle.popLast() {
            waiters.removeFirst()
            lent.insert(id)
            actions.append(.lend(id, to: waiter.id))
        }
        return actions
    }

    private mutating func refuseAll(when condition: Bool) -> [Action] {
        guard condition else { return [] }
        return exchange(&waiters, with: []).map { .refuse($0.id, .unavailable) }
    }

    private mutating func closeIdle() -> [Action] {
        exchange(&idle, with: []).map { .close($0) }
    }
}
