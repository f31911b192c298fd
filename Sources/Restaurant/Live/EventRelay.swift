public import DataLoader
internal import FoundationEssentials
public import GraphQLExecution
internal import GraphQLSchema
public import Postgres
internal import Synchronization

/// Hands the events of the branches' logs on to the subscriptions of this process.
///
/// Each branch that somebody listens to is read on from the last known number: when a write of this process
/// has told of it, when another process pokes, and every 250 ms whatever happens, so that a lost poke costs
/// time and never an event. Several processes follow the same logs and know nothing of each other.
public final class EventRelay<Payload: Sendable>: Sendable {
    /// What somebody listens to in a branch; there is no such entry where nobody does.
    private struct Audience {
        let feed: BranchFeed
        var groups: [LiveGroup<Payload>.Key: LiveGroup<Payload>] = [:]
    }

    private struct State {
        var audiences: [BranchPlace: Audience] = [:]
        /// Branches whose logs have grown.
        var grown: Set<BranchPlace> = []
    }

    let limits: RelayLimits
    /// How long one execution may take.
    let deadline: Duration
    /// Makes of a response what all subscribers of a group share.
    let pack: @Sendable (GraphQLResponse) -> Payload
    /// Counts what happens.
    let meter: RelayMeter
    private let log: EventLog
    private let positions = SharedLooks<Beginning, EventLog.Position?, PostgresError>()
    private let pokes: (any EventPokes)?
    private let state = Mutex(State())
    private let newGroups: AsyncStream<LiveGroup<Payload>>
    private let groupStarter: AsyncStream<LiveGroup<Payload>>.Continuation
    /// Some logs are known to have grown.
    private let growth = Wakes()
    /// Any log may have grown.
    private let looks = Wakes()
    /// Other processes must be told.
    private let sayings = Wakes()

    /// A relay that does nothing before `run`.
    ///
    /// - Parameters:
    ///   - pool: reads.
    ///   - pokes: how processes tell each other; nil to look alone.
    ///   - deadline: how long one execution may take.
    ///   - tenants: which organizations are counted apart.
    ///   - pack: makes of a response what all subscribers of a group share.
    public init(
        pool: PostgresPool, pokes: (any EventPokes)?, limits: RelayLimits = RelayLimits(),
        deadline: Duration = .seconds(10), tenants: TenantLabels = TenantLabels(),
        pack: @escaping @Sendable (GraphQLResponse) -> Payload
    ) {
        meter = RelayMeter(tenants)
        log = EventLog(pool: pool)
        self.pokes = pokes
        self.limits = limits
        self.deadline = deadline
        self.pack = pack
        (newGroups, groupStarter) = AsyncStream.makeStream()
    }

    /// What subscriptions have come to. O(subscribers).
    public var counters: RelayCounters {
        var counters = meter.total
        let (branches, groups) = state.withLock { state in
            (state.audiences.count, state.audiences.values.flatMap(\.groups.values))
        }
        counters.branches = branches
        for group in groups { counters.add(group.backlog) }
        return counters
    }

    /// What those of each organization that is told apart have come to. O(subscribers).
    public var tenantCounters: [String: RelayCounters] {
        var counters = meter.byTenant
        let audiences = state.withLock { $0.audiences.map { (place: $0, groups: Array($1.groups.values)) } }
        for (place, groups) in audiences {
            let label = meter.tenants.label(of: place.organization)
            counters[label, default: RelayCounters()].branches += 1
            for group in groups { counters[label, default: RelayCounters()].add(group.backlog) }
        }
        return counters
    }

    /// How the relay hears of what happens.
    public var pokeCounters: PokeCounters { meter.pokes }

    /// What field functions may know when an event is executed.
    func values() -> RequestValues {
        RequestValues(nowSeconds: Int64(Date().timeIntervalSince1970), deadline: .now + deadline)
    }

    /// Now, in microseconds since 2000.
    func now() -> Int64 {
        Int64((Date().timeIntervalSince1970 - 946_684_800) * 1_000_000)
    }

    // MARK: Subscribing

    /// Begins to serve a subscription that the engine has opened.
    ///
    /// - Parameters:
    ///   - caller: who subscribed.
    ///   - resumesAfter: the number behind which it goes on, whatever `after` says; nil where that decides.
    /// - Throws: `BAD_USER_INPUT` for an `after` that is no cursor, `RESYNC_REQUIRED` for one that lies too
    ///   far back, `NOT_FOUND` where there is no such branch, and what keeps the log from being read.
    public func subscribe(
        _ opened: OpenedSubscription<TenantSessions>, for caller: TenantCaller, resumesAfter: Int64? = nil
    ) async throws(LoadError) -> LiveSubscription<Payload> {
        guard let source = Restaurant.liveSources[opened.field], let organization = caller.organization else {
            throw Self.notFound
        }
        let after = if let resumesAfter { resumesAfter } else { try cursor(of: opened.arguments) }
        let found = try await find(source, opened.arguments, in: organization, after: after)
        guard let (place, entity, position) = found else { throw Self.notFound }
        try checkReplay(position, after: after, in: organization)
        let key = LiveGroup<Payload>.Key(place: place, entity: entity, subscription: opened.group)
        return join(key, source, opened, caller, after: after ?? position.head, head: position.head)
    }

    /// The log that a subscription reads, the entity that it is held to, and where it begins.
    private func find(
        _ source: LiveSource, _ arguments: Arguments, in organization: UUIDBytes, after: Int64?
    ) async throws(LoadError) -> (BranchPlace, UUIDBytes?, EventLog.Position)? {
        do throws(PostgresError) {
            guard let (place, entity) = try await source.place(arguments, in: organization, log),
                let position = try await position(source, in: place, after: after)
            else { return nil }
            return (place, entity, position)
        } catch {
            throw LoadError(error)
        }
    }

    /// From where a subscription of some kind begins in a log.
    private struct Beginning: Hashable {
        let place: BranchPlace
        let source: String
        let after: Int64?
    }

    private func position(
        _ source: LiveSource, in place: BranchPlace, after: Int64?
    ) async throws(PostgresError) -> EventLog.Position? {
        let beginning = Beginning(place: place, source: source.name, after: after)
        return try await positions.find(beginning) { () throws(PostgresError) in
            try await log.position(
                in: place, after: after, types: Array(source.changes.keys),
                countMax: limits.replayCountMax + 1)
        }
    }

    private func cursor(of arguments: Arguments) throws(LoadError) -> Int64? {
        switch arguments["after"] {
        case nil, .null?: return nil
        case .string(let text)?:
            if let cursor = Int64(text), cursor >= 0 { return cursor }
        default: break
        }
        throw LoadError(message: "`after` is not a cursor of this subscription.", code: "BAD_USER_INPUT")
    }

    private func checkReplay(
        _ position: EventLog.Position, after: Int64?, in organization: UUIDBytes
    ) throws(LoadError) {
        guard let after else { return }
        guard after <= position.head, position.isWhole, position.behind <= limits.replayCountMax,
            position.age <= limits.replaySecondsMax
        else {
            meter.count(for: organization) { $0.resyncs += 1 }
            throw LoadError(
                message: "Too much has happened since this cursor: read everything anew, then subscribe "
                    + "without `after`.", code: "RESYNC_REQUIRED")
        }
        meter.count(for: organization) { $0.resumed += 1 }
    }

    /// Adds a subscriber to its group, which is made if nobody is in it yet.
    private func join(
        _ key: LiveGroup<Payload>.Key, _ source: LiveSource, _ opened: OpenedSubscription<TenantSessions>,
        _ caller: TenantCaller, after: Int64, head: Int64
    ) -> LiveSubscription<Payload> {
        let (subscription, started) = state.withLock {
            (state) -> (LiveSubscription<Payload>, LiveGroup<Payload>?) in
            var audience =
                state.audiences[key.place]
                ?? Audience(
                    feed: BranchFeed(key.place, head: head, log: log, recentCountMax: limits.recentCountMax))
            if let known = audience.groups[key] { return (known.join(after: after, head: head), nil) }
            let group = LiveGroup(key, audience.feed, source, opened, for: caller, relay: self)
            audience.groups[key] = group
            state.audiences[key.place] = audience
            return (group.join(after: after, head: head), group)
        }
        meter.count(for: key.place.organization) { $0.started += 1 }
        if let started { groupStarter.yield(started) }
        return subscription
    }

    /// Forgets a group in which nobody is, and its branch with the last one.
    func forgetIfEmpty(_ group: LiveGroup<Payload>) -> Bool {
        state.withLock { state in
            guard group.memberCount == 0 else { return false }
            let (place, key) = (group.key.place, group.key)
            guard state.audiences[place]?.groups[key] === group else { return true }
            state.audiences[place]?.groups[key] = nil
            if state.audiences[place]?.groups.isEmpty == true { state.audiences[place] = nil }
            return true
        }
    }

    private static var notFound: LoadError {
        LoadError(message: "There is no such branch, or nothing with this ID.", code: "NOT_FOUND")
    }

    // MARK: Running

    /// Serves subscriptions until the task is cancelled; those that are left then hear that the server goes.
    public func run() async {
        await withDiscardingTaskGroup { tasks in
            if let pokes {
                tasks.addTask {
                    await pokes.listen {
                        self.meter.poked()
                        self.looks.wake()
                    }
                }
                tasks.addTask { await self.say(pokes) }
            }
            tasks.addTask { await self.tick() }
            tasks.addTask { await self.look() }
            tasks.addTask { await self.readOn() }
            for await group in newGroups { tasks.addTask { await group.run() } }
        }
    }

    /// Hears of branches in whose logs this process has written.
    public func hasGrown(_ places: Set<BranchPlace>) {
        meter.poked(here: true)
        let isFollowed = state.withLock { state in
            let followed = places.filter { state.audiences[$0] != nil }
            state.grown.formUnion(followed)
            return !followed.isEmpty
        }
        if isFollowed { growth.wake() }
        sayings.wake()
    }

    /// Tells the other processes, however much has happened, once in a while.
    private func say(_ pokes: any EventPokes) async {
        for await _ in sayings.stream {
            await pokes.say()
            try? await Task.sleep(for: limits.pokePause)
        }
    }

    /// Looks at all logs, whatever happens.
    private func tick() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: limits.pollInterval)
            looks.wake()
        }
    }

    /// Looks which logs have grown, and again where some have: more is likely to follow. One that
    /// has become shorter was restored from a copy: whoever follows it reads everything anew.
    private func look() async {
        // As of the last look, and whether it found growth.
        var seen: [BranchPlace: Int64] = [:]
        var isLively = false
        for await _ in looks.stream {
            let start = ContinuousClock.now
            // What is known before the look: meanwhile somebody may read on.
            let known = state.withLock { $0.audiences.values.map { (feed: $0.feed, head: $0.feed.head) } }
            let places = known.map(\.feed.place)
            guard !known.isEmpty else {
                (seen, isLively) = ([:], false)
                meter.rested()
                continue
            }
            let isTold = meter.beginLook() || isLively
            isLively = false
            // What can't be read now is read at the next look.
            let found = try? await log.heads(of: places)
            meter.looked(found != nil)
            guard let heads = found else { continue }
            for (feed, head) in known where heads[feed.place, default: head] < head { lose(feed) }
            let grown = known.filter { heads[$0.feed.place, default: 0] > $0.head }.map(\.feed.place)
            if !grown.isEmpty {
                if !isTold { meter.missed() }
                state.withLock { $0.grown.formUnion(grown) }
                growth.wake()
            }
            // Since the last look, not only beyond what was read: what can't be read waits for the next poll.
            isLively = known.contains {
                heads[$0.feed.place, default: 0] > max($0.head, seen[$0.feed.place, default: 0])
            }
            seen = heads
            if isLively { looks.wake() }
            // At most half of the time goes into looking, however many logs there are.
            try? await Task.sleep(for: max(limits.lookPause, .now - start))
        }
    }

    /// Reads on in branches where something has happened, and wakes their groups; a slow one holds up no
    /// other.
    private func readOn() async {
        await withDiscardingTaskGroup { tasks in
            for await _ in growth.stream {
                let audiences = state.withLock { state in
                    defer { state.grown = [] }
                    return state.grown.compactMap { state.audiences[$0]?.feed }
                }
                for feed in audiences where feed.beginReading() {
                    tasks.addTask { await self.readOn(feed) }
                }
            }
        }
    }

    private func readOn(_ feed: BranchFeed) async {
        repeat {
            do throws(EventLog.Failure) {
                try await feed.readOn()
            } catch {
                // What could not be read now is read on at the next look.
                if case .gap = error { lose(feed) }
            }
            let groups = state.withLock { state in
                state.audiences[feed.place].map { Array($0.groups.values) } ?? []
            }
            for group in groups { group.poke() }
        } while !feed.endReading()
    }

    /// Ends what follows a log that does not go on from where it was, and forgets what is known of it.
    private func lose(_ feed: BranchFeed) {
        let groups = state.withLock { state -> [LiveGroup<Payload>] in
            guard let audience = state.audiences[feed.place], audience.feed === feed else { return [] }
            state.audiences[feed.place] = nil
            return Array(audience.groups.values)
        }
        for group in groups {
            group.endAll(.resyncRequired)
            group.poke()
        }
    }
}

/// Wakes one loop; however often, once is enough.
private struct Wakes: Sendable {
    let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func wake() { continuation.yield() }
}
