public import DataLoader
internal import FoundationEssentials
public import GraphQLExecution
internal import GraphQLSchema
public import Postgres
internal import Synchronization

/// Hands the events of the branches' logs on to the subscriptions of this process.
///
/// Each branch that somebody listens to is read on from the last known number: when PostgreSQL pokes, and
/// every 250 ms whatever happens, so that a lost poke costs time and never an event. Several processes follow
/// the same logs and know nothing of each other.
public final class EventRelay<Payload: Sendable>: Sendable {
    private struct State {
        var feeds: [BranchPlace: BranchFeed] = [:]
        var groups: [LiveGroup<Payload>.Key: LiveGroup<Payload>] = [:]
        /// Branches that somebody poked for; nil for all.
        var poked: Set<BranchPlace>? = []
        var counters = RelayCounters()
    }

    let limits: RelayLimits
    /// How long one execution may take.
    let deadline: Duration
    /// Makes of a response what all subscribers of a group share.
    let pack: @Sendable (GraphQLResponse) -> Payload
    private let log: EventLog
    /// Of the application's role, for LISTEN on a connection of its own; nil to poll alone.
    private let listening: (configuration: PostgresConfiguration, reactors: ReactorGroup)?
    private let state = Mutex(State())
    private let newGroups: AsyncStream<LiveGroup<Payload>>
    private let groupStarter: AsyncStream<LiveGroup<Payload>>.Continuation
    private let pokes: AsyncStream<Void>
    private let poker: AsyncStream<Void>.Continuation

    /// A relay that does nothing before `run`.
    ///
    /// - Parameters:
    ///   - pool: reads.
    ///   - listening: for LISTEN on a connection of its own; nil to poll alone.
    ///   - deadline: how long one execution may take.
    ///   - pack: makes of a response what all subscribers of a group share.
    public init(
        pool: PostgresPool, listening: (configuration: PostgresConfiguration, reactors: ReactorGroup)?,
        limits: RelayLimits = RelayLimits(), deadline: Duration = .seconds(10),
        pack: @escaping @Sendable (GraphQLResponse) -> Payload
    ) {
        log = EventLog(pool: pool)
        self.listening = listening
        self.limits = limits
        self.deadline = deadline
        self.pack = pack
        (newGroups, groupStarter) = AsyncStream.makeStream()
        (pokes, poker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// What subscriptions have come to.
    public var counters: RelayCounters {
        let (counters, groups) = state.withLock { state in
            var counters = state.counters
            counters.groups = state.groups.count
            counters.branches = state.feeds.count
            return (counters, Array(state.groups.values))
        }
        var whole = counters
        whole.subscribers = groups.reduce(0) { $0 + $1.memberCount }
        return whole
    }

    func count(_ change: (inout RelayCounters) -> Void) { state.withLock { change(&$0.counters) } }

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
    /// - Parameter caller: who subscribed.
    /// - Throws: `BAD_USER_INPUT` for an `after` that is no cursor, `RESYNC_REQUIRED` for one that lies too
    ///   far back, `NOT_FOUND` where there is no such branch, and what keeps the log from being read.
    public func subscribe(
        _ opened: OpenedSubscription<TenantSessions>, for caller: TenantCaller
    ) async throws(LoadError) -> LiveSubscription<Payload> {
        guard let source = Restaurant.liveSources[opened.field], let organization = caller.organization else {
            throw Self.notFound
        }
        let after = try cursor(of: opened.arguments)
        let found = try await find(source, opened.arguments, in: organization, after: after)
        guard let (place, entity, position) = found else { throw Self.notFound }
        try checkReplay(position, after: after)
        let key = LiveGroup<Payload>.Key(place: place, entity: entity, subscription: opened.group)
        return join(key, source, opened, caller, after: after ?? position.head, head: position.head)
    }

    /// The log that a subscription reads, the entity that it is held to, and where it begins.
    private func find(
        _ source: LiveSource, _ arguments: Arguments, in organization: UUIDBytes, after: Int64?
    ) async throws(LoadError) -> (BranchPlace, UUIDBytes?, EventLog.Position)? {
        do throws(PostgresError) {
            guard let (place, entity) = try await source.place(arguments, in: organization, log),
                let position = try await log.position(
                    in: place, after: after, types: Array(source.changes.keys),
                    countMax: limits.replayCountMax + 1)
            else { return nil }
            return (place, entity, position)
        } catch {
            throw LoadError(error)
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

    private func checkReplay(_ position: EventLog.Position, after: Int64?) throws(LoadError) {
        guard let after else { return }
        guard after <= position.head, position.isWhole, position.behind <= limits.replayCountMax,
            position.age <= limits.replaySecondsMax
        else {
            count { $0.resyncs += 1 }
            throw LoadError(
                message: "Too much has happened since this cursor: read everything anew, then subscribe "
                    + "without `after`.", code: "RESYNC_REQUIRED")
        }
        count { $0.resumed += 1 }
    }

    /// Adds a subscriber to its group, which is made if nobody is in it yet.
    private func join(
        _ key: LiveGroup<Payload>.Key, _ source: LiveSource, _ opened: OpenedSubscription<TenantSessions>,
        _ caller: TenantCaller, after: Int64, head: Int64
    ) -> LiveSubscription<Payload> {
        let (subscription, started) = state.withLock {
            (state) -> (LiveSubscription<Payload>, LiveGroup<Payload>?) in
            if let known = state.groups[key] { return (known.join(after: after, head: head), nil) }
            let feed =
                state.feeds[key.place]
                ?? BranchFeed(key.place, head: head, log: log, recentCountMax: limits.recentCountMax)
            state.feeds[key.place] = feed
            let group = LiveGroup(key, feed, source, opened, for: caller, relay: self)
            state.groups[key] = group
            return (group.join(after: after, head: head), group)
        }
        if let started { groupStarter.yield(started) }
        return subscription
    }

    /// Forgets a group in which nobody is, and its branch with the last one.
    func forgetIfEmpty(_ group: LiveGroup<Payload>) -> Bool {
        state.withLock { state in
            guard group.memberCount == 0 else { return false }
            state.groups[group.key] = nil
            if !state.groups.keys.contains(where: { $0.place == group.key.place }) {
                state.feeds[group.key.place] = nil
            }
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
            tasks.addTask { await self.listen() }
            tasks.addTask { await self.tick() }
            tasks.addTask { await self.readOn() }
            for await group in newGroups { tasks.addTask { await group.run() } }
        }
    }

    /// Pokes when PostgreSQL does.
    private func listen() async {
        guard let (configuration, reactors) = listening else { return }
        let listener = PostgresListener(configuration, channels: ["comanda_events"], reactors: reactors)
        for await event in listener {
            if case .notification(_, let payload) = event {
                poke(BranchPlace(payload))
            } else {
                poke(nil)
            }
        }
    }

    /// Pokes for all branches, whatever happens.
    private func tick() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: limits.pollInterval)
            poke(nil)
        }
    }

    private func poke(_ place: BranchPlace?) {
        let isKnown = state.withLock { state in
            guard let place else {
                state.poked = nil
                return !state.feeds.isEmpty
            }
            guard state.feeds[place] != nil else { return false }
            state.poked?.insert(place)
            return true
        }
        if isKnown { poker.yield() }
    }

    /// Reads on in branches where something has happened, and wakes their groups.
    private func readOn() async {
        for await _ in pokes {
            let (poked, all) = state.withLock { state in
                defer { state.poked = [] }
                return (state.poked.map { $0.compactMap { state.feeds[$0] } }, Array(state.feeds.values))
            }
            let due: [BranchFeed]
            if let poked { due = poked } else { due = await changed(all) }
            await withDiscardingTaskGroup { tasks in
                for feed in due { tasks.addTask { await self.readOn(feed) } }
            }
        }
    }

    /// The branches whose logs have grown. A log that has become shorter was restored from a copy: whoever
    /// follows it reads everything anew.
    private func changed(_ feeds: [BranchFeed]) async -> [BranchFeed] {
        guard !feeds.isEmpty, let heads = try? await log.heads(of: feeds.map(\.place)) else { return [] }
        for feed in feeds where heads[feed.place, default: feed.head] < feed.head { lose(feed) }
        return feeds.filter { heads[$0.place, default: 0] > $0.head }
    }

    /// Ends what follows a log that does not go on from where it was.
    private func lose(_ feed: BranchFeed) {
        for group in groups(of: feed) {
            group.endAll(.resyncRequired)
            group.poke()
        }
    }

    private func groups(of feed: BranchFeed) -> [LiveGroup<Payload>] {
        state.withLock { state in state.groups.values.filter { $0.key.place == feed.place } }
    }

    private func readOn(_ feed: BranchFeed) async {
        do throws(EventLog.Failure) {
            _ = try await feed.readOn()
        } catch {
            // What could not be read now is read on with the next poke.
            if case .gap = error { lose(feed) }
        }
        for group in groups(of: feed) { group.poke() }
    }
}

extension BranchPlace {
    /// The branch that a poke names: tenant and branch, apart by a space.
    fileprivate init?(_ payload: String) {
        let words = payload.split(separator: " ")
        guard words.count == 2, let organization = UUIDBytes(text: words[0]),
            let branch = UUIDBytes(text: words[1])
        else { return nil }
        self.init(organization: organization, branch: branch)
    }
}
