internal import DataLoader
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres
internal import Synchronization

/// Equal subscriptions of one branch: an event is executed once for all of them, and all get the same bytes.
///
/// Each member has a cursor of its own, and whatever is executed reaches all whose turn it is: in order,
/// without a gap and without anything twice. Members that make up for what they missed have steps of their
/// own, which take turns with those of the others, so that nobody waits for them.
final class LiveGroup<Payload: Sendable>: Sendable {
    /// What the members of a group have in common.
    struct Key: Hashable, Sendable {
        let place: BranchPlace
        /// The one entity whose events they hear; nil for all.
        let entity: UUIDBytes?
        let subscription: SubscriptionGroup
    }

    /// One subscription.
    private struct Member {
        let queue: LiveQueue<Payload>
        /// The number of the last event that it has been served.
        var cursor: Int64
        /// Whether it makes up for what it missed: at its own pace, until it has all.
        var isCatchingUp: Bool
        /// How many events it may be behind meanwhile, if it is its reader who takes no more.
        let lagMax: Int64

        var isPaused: Bool { isCatchingUp && queue.isHalfFull }

        /// Puts what is new to the member into its queue; of what it makes up for as much as it takes.
        ///
        /// - Parameter head: the latest number.
        /// - Returns: how many results; nil where it gets no more.
        mutating func take(_ results: [Result], to end: Int64, head: Int64) -> Int? {
            var count = 0
            for result in results where result.event.sequence > cursor {
                let number = result.event.sequence
                if isCatchingUp, queue.isHalfFull {
                    cursor = number - 1
                    return count
                }
                guard queue.put(result.payload, byteCount: result.byteCount, cursor: number) else {
                    return nil
                }
                count += 1
            }
            cursor = end
            if cursor >= head { isCatchingUp = false }
            return count
        }
    }

    private struct State {
        var members: [UInt64: Member] = [:]
        var nextMember: UInt64 = 0
        /// How many events one execution takes now: fewer while they take too long.
        var batchCount: Int

        /// The least cursor among the members that make up for something, or among the others.
        func least(isCatchingUp: Bool) -> Int64? {
            members.values.lazy.filter { $0.isCatchingUp == isCatchingUp && !$0.isPaused }.map(\.cursor).min()
        }
    }

    let key: Key
    let feed: BranchFeed
    private let source: LiveSource
    private let opened: OpenedSubscription<TenantSessions>
    private let caller: TenantCaller
    private let relay: EventRelay<Payload>
    private let state: Mutex<State>
    private let pokes: AsyncStream<Void>
    private let poker: AsyncStream<Void>.Continuation

    /// - Parameter caller: one of the members' callers; they see the same.
    init(
        _ key: Key, _ feed: BranchFeed, _ source: LiveSource, _ opened: OpenedSubscription<TenantSessions>,
        for caller: TenantCaller, relay: EventRelay<Payload>
    ) {
        self.key = key
        self.feed = feed
        self.source = source
        self.opened = opened
        self.caller = caller
        self.relay = relay
        state = Mutex(State(batchCount: relay.limits.batchCountMax))
        (pokes, poker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    var memberCount: Int { state.withLock { $0.members.count } }

    /// How far the members are. O(members).
    var backlog: GroupBacklog {
        let head = feed.head
        var backlog = GroupBacklog()
        var oldest = head + 1
        state.withLock { state in
            backlog.subscribers = state.members.count
            for member in state.members.values {
                guard !member.isCatchingUp else {
                    backlog.catchingUp += 1
                    continue
                }
                let queued = member.queue.backlog
                backlog.behind = max(backlog.behind, head - member.cursor + Int64(queued.count))
                oldest = min(oldest, queued.first ?? member.cursor + 1)
            }
        }
        if let since = oldest <= head ? feed.occurredAt(oldest) : nil {
            backlog.oldestMicroseconds = max(relay.now() - since, 0)
        }
        return backlog
    }

    /// Says that there may be something to do.
    func poke() { poker.yield() }

    // MARK: Members

    /// Adds a member. The relay keeps no group that is over, and lets none end meanwhile.
    ///
    /// - Parameters:
    ///   - cursor: the number behind which it begins.
    ///   - head: the latest number when it subscribed.
    func join(after cursor: Int64, head: Int64) -> LiveSubscription<Payload> {
        let queue = LiveQueue<Payload>(from: cursor, relay.limits) { [poker] in poker.yield() }
        let number = state.withLock { state in
            state.nextMember += 1
            state.members[state.nextMember] = Member(
                queue: queue, cursor: cursor, isCatchingUp: cursor < head,
                lagMax: head - cursor + Int64(relay.limits.replayCountMax))
            return state.nextMember
        }
        poke()
        return LiveSubscription(queue: queue) { [self] in leave(number) }
    }

    private func leave(_ number: UInt64) {
        let isEmpty = state.withLock { state in
            state.members[number] = nil
            return state.members.isEmpty
        }
        if isEmpty { poke() }
    }

    /// Ends all members' subscriptions.
    func endAll(_ end: LiveEnd) {
        let members = state.withLock { state in
            defer { state.members = [:] }
            return state.members.values.map(\.queue)
        }
        for queue in members { queue.finish(end) }
    }

    // MARK: Serving

    /// Serves the members until nobody is left, or the task is cancelled.
    func run() async {
        poke()
        var pause = Duration.zero
        for await _ in pokes {
            do throws(Stop) {
                while try await step() { pause = .zero }
            } catch {
                switch error {
                case .ended(let end): endAll(end)
                case .tryAgain:
                    pause = min(max(pause * 2, .milliseconds(50)), .seconds(2))
                    try? await Task.sleep(for: pause)
                    poke()
                }
            }
            if relay.forgetIfEmpty(self) { return }
        }
        endAll(.closing)
        _ = relay.forgetIfEmpty(self)
    }

    /// Why a step was not made.
    private enum Stop: Error {
        /// The data could not be reached; the same events are tried again.
        case tryAgain
        case ended(LiveEnd)
    }

    /// Serves the next events to those who have everything so far, then the next to those who have not.
    ///
    /// - Returns: whether there were any.
    private func step() async throws(Stop) -> Bool {
        var isNew = false
        for isCatchingUp in [false, true] {
            guard let least = state.withLock({ $0.least(isCatchingUp: isCatchingUp) }) else { continue }
            let events = try await events(after: least)
            guard let last = events.last else { continue }
            let wanted = events.filter { event in
                source.changes[event.type] != nil && (key.entity ?? event.entity) == event.entity
            }
            let results = wanted.isEmpty ? [] : try await execute(wanted)
            serve(results, from: least, to: last.sequence)
            isNew = true
        }
        return isNew
    }

    private func events(after cursor: Int64) async throws(Stop) -> [LoggedEvent] {
        do throws(EventLog.Failure) {
            return try await feed.events(after: cursor, limit: state.withLock { $0.batchCount })
        } catch {
            switch error {
            case .database: throw .tryAgain
            case .gap: throw .ended(.resyncRequired)
            }
        }
    }

    /// A result with its event.
    private struct Result {
        let payload: Payload
        let byteCount: Int
        let event: LoggedEvent
    }

    private func execute(_ events: [LoggedEvent]) async throws(Stop) -> [Result] {
        let batch: OpenedSubscription<TenantSessions>.Batch
        do throws(LoadError) {
            batch = try await opened.execute(
                source.rows(of: events, in: key.place), for: caller.renewed(for: relay.deadline),
                values: relay.values())
        } catch {
            switch error.code {
            case "UNAVAILABLE", "OVERLOADED", "CANCELLED": throw .tryAgain
            case "DEADLINE_EXCEEDED" where takeFewer(): throw .tryAgain
            default: throw .ended(.failed(message: error.message, code: error.code))
            }
        }
        guard case .shown(let shown) = batch else { throw .ended(.gone) }
        state.withLock { $0.batchCount = min($0.batchCount * 2, relay.limits.batchCountMax) }
        var results: [Result] = []
        for (event, entry) in zip(events, shown) {
            guard case .response(let response) = entry else { continue }
            results.append(
                Result(payload: relay.pack(response), byteCount: response.body.count, event: event))
        }
        relay.meter.count(for: key.place.organization) { counters in
            counters.executions += 1
            counters.results += results.count
        }
        return results
    }

    /// Makes the next execution smaller; false where it was for one event already.
    private func takeFewer() -> Bool {
        state.withLock { state in
            defer { state.batchCount = max(state.batchCount / 2, 1) }
            return state.batchCount > 1
        }
    }

    /// Puts results into the queues of those who have been served up to `start`, or further.
    private func serve(_ results: [Result], from start: Int64, to end: Int64) {
        var (deliveries, dropped) = (0, 0)
        let head = feed.head
        state.withLock { state in
            for (number, var member) in state.members
            where member.cursor >= start && member.cursor < end && !member.isPaused {
                let served = member.take(results, to: end, head: head)
                deliveries += served ?? 0
                if served != nil, !member.isPaused || head - member.cursor <= member.lagMax {
                    state.members[number] = member
                } else {
                    member.queue.drop()
                    state.members[number] = nil
                    dropped += 1
                }
            }
        }
        let lag = results.last.map { relay.now() - $0.event.occurredAt }
        relay.meter.count(for: key.place.organization) { [deliveries, dropped] counters in
            counters.deliveries += deliveries
            counters.dropped += dropped
            if let lag, deliveries > 0 { counters.lagMicroseconds = lag }
        }
    }
}

/// One subscriber's end of a subscription.
public struct LiveSubscription<Payload: Sendable>: Sendable {
    let queue: LiveQueue<Payload>
    private let leave: @Sendable () -> Void

    init(queue: LiveQueue<Payload>, leave: @escaping @Sendable () -> Void) {
        self.queue = queue
        self.leave = leave
    }

    /// Waits for the next result; one call at a time, and none after the end.
    public func next() async -> LiveDelivery<Payload> { await queue.next() }

    /// Wants no more: a call of `next` that waits returns at once.
    public func cancel() {
        leave()
        queue.finish(.canceled)
    }
}
