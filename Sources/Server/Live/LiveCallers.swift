import DataLoader
import Postgres
import Restaurant
import Synchronization
import Transport

/// Who holds live connections: lets them in, counts them, and ends them once a right is taken away.
///
/// A storm of connections after a restart must not become one of look-ups: a signed token is let in by its
/// signature, and what its bearer may do is read when an operation starts.
final class LiveCallers: Sendable {
    typealias Principal = Principals.Principal

    /// Something about somebody has changed.
    enum Change: Hashable, Sendable {
        case everything
        case session(UUIDBytes)
        case user(UUIDBytes)
        case organization(UUIDBytes)
    }

    private struct Entry: Sendable {
        let caller: LiveCaller
        let end: @Sendable (LiveClose) -> Void
        var standing: LiveStanding?
    }

    private struct State {
        var entries: [Int: Entry] = [:]
        var lastNumber = 0
        var byUser: [String: Int] = [:]
        var byTenant: [UUIDBytes: Int] = [:]
        var changes: Set<Change> = []
        var seen: Set<LiveCensus.Place> = []
        var ended: [LiveCensus.Ending: Int] = [:]
        /// When the watch was last known to hear.
        var heardAt = ContinuousClock.now
    }

    private let principals: Principals
    private let userMax: Int
    private let tenantMax: Int
    private let tenants: TenantLabels
    private let state = Mutex(State())
    /// Brings an element when there are changes to look at.
    let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    /// - Parameters:
    ///   - userMax: most connections of a login, guest or key.
    ///   - tenantMax: most connections of an organization.
    ///   - tenants: which organizations are counted apart.
    init(_ principals: Principals, userMax: Int, tenantMax: Int, tenants: TenantLabels = TenantLabels()) {
        self.tenants = tenants
        self.principals = principals
        self.userMax = userMax
        self.tenantMax = tenantMax
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Nobody yet, within the settings.
    convenience init(_ principals: Principals, _ settings: Settings.WS, tenants: TenantLabels) {
        self.init(
            principals, userMax: settings.userConnections, tenantMax: settings.tenantConnections,
            tenants: tenants)
    }

    /// How many connections are open.
    var count: Int { state.withLock { $0.entries.count } }

    // MARK: Connections

    /// Lets a connection in, if its credential is good and it is not one too many.
    func connect(
        _ hello: LiveHello, end: @escaping @Sendable (LiveClose) -> Void
    ) async -> LiveAdmission<LiveCaller> {
        let holder: LiveHolder
        do throws(CallRefusal) {
            holder = try await principals.holder(of: hello)
        } catch {
            return .refused(Self.provesNothing(error) ? .forbidden : .tryAgainLater)
        }
        if let expiresIn = holder.expiresIn, expiresIn <= .zero { return .refused(.forbidden) }
        let caller = state.withLock { state in enter(hello, holder, end, &state) }
        guard let caller else { return .refused(.tryAgainLater) }
        return .admitted(caller, expiresIn: holder.expiresIn)
    }

    private func enter(
        _ hello: LiveHello, _ holder: LiveHolder, _ end: @escaping @Sendable (LiveClose) -> Void,
        _ state: inout sending State
    ) -> LiveCaller? {
        if let user = holder.user, state.byUser[user, default: 0] >= userMax { return nil }
        if let tenant = holder.organization, state.byTenant[tenant, default: 0] >= tenantMax { return nil }
        if let user = holder.user { state.byUser[user, default: 0] += 1 }
        if let tenant = holder.organization { state.byTenant[tenant, default: 0] += 1 }
        state.lastNumber += 1
        let caller = LiveCaller(hello: hello, holder: holder, number: state.lastNumber)
        state.entries[caller.number] = Entry(caller: caller, end: end)
        state.seen.insert(place(of: caller))
        return caller
    }

    /// A connection is over.
    func disconnect(_ caller: LiveCaller, _ ending: LiveEnding) {
        let tenant = tenants.label(of: caller.holder.organization)
        state.withLock { state in
            guard state.entries.removeValue(forKey: caller.number) != nil else { return }
            state.ended[LiveCensus.Ending(tenant: tenant, ending: ending), default: 0] += 1
            if let user = caller.holder.user, let count = state.byUser[user] {
                state.byUser[user] = count > 1 ? count - 1 : nil
            }
            if let tenant = caller.holder.organization, let count = state.byTenant[tenant] {
                state.byTenant[tenant] = count > 1 ? count - 1 : nil
            }
        }
    }

    /// What a caller was found to be. One that is not what it was, or may do less, is let go: what runs for
    /// it was allowed to somebody else.
    func note(_ principal: Principal, of caller: LiveCaller) {
        let standing = LiveStanding(principal)
        let end = state.withLock { state -> (@Sendable (LiveClose) -> Void)? in
            guard let entry = state.entries[caller.number] else { return nil }
            if let known = entry.standing, !standing.covers(known) { return entry.end }
            // The wider one from now on, as something may be started under it.
            state.entries[caller.number]?.standing = standing
            return nil
        }
        end?(.forbidden)
    }

    /// A caller's credential was found to prove nothing, or nothing any more.
    func refuse(_ caller: LiveCaller) {
        state.withLock { $0.entries[caller.number]?.end }?(.forbidden)
    }

    /// Who is connected, and how many no more. O(connections).
    var census: LiveCensus {
        let (callers, seen, ended) = state.withLock { ($0.entries.values.map(\.caller), $0.seen, $0.ended) }
        var open = Dictionary(seen.map { ($0, 0) }) { first, _ in first }
        for caller in callers { open[place(of: caller), default: 0] += 1 }
        return LiveCensus(open: open, ended: ended)
    }

    private func place(of caller: LiveCaller) -> LiveCensus.Place {
        LiveCensus.Place(tenant: tenants.label(of: caller.holder.organization), way: caller.hello.way)
    }

    // MARK: Changes

    /// For how long it is not known that changes are heard of.
    var silence: Duration { .now - state.withLock { $0.heardAt } }

    /// Changes are heard of.
    func heard() { state.withLock { $0.heardAt = .now } }

    /// Something changed; whoever it is about is looked at soon.
    func changed(_ change: Change) {
        state.withLock { state in
            guard !state.entries.isEmpty else { return }
            state.changes.insert(change)
        }
        wake.yield()
    }

    /// Looks at the connections that changes are about.
    func lookAtChanges() async {
        let callers = state.withLock { state in
            let changes = state.changes
            state.changes = []
            return state.entries.values.filter { entry in changes.contains { Self.concerns($0, entry) } }
                .map(\.caller)
        }
        await look(at: callers)
    }

    /// Looks at the holders of API keys, which end without a word when their time is over.
    func lookAtKeys() async {
        await look(at: state.withLock { $0.entries.values.map(\.caller).filter(\.holder.isKey) })
    }

    private static func concerns(_ change: Change, _ entry: Entry) -> Bool {
        let holder = entry.caller.holder
        return switch change {
        case .everything: true
        case .session(let id): holder.session == id || entry.standing?.session == id
        case .user(let id): holder.login == id
        case .organization(let id): holder.organization == id
        }
    }

    /// A few at a time: the database has others to serve.
    private func look(at callers: [LiveCaller]) async {
        await withTaskGroup(of: Void.self) { group in
            for (index, caller) in callers.enumerated() {
                if index >= 4 { await group.next() }
                group.addTask { await self.look(at: caller) }
            }
        }
    }

    private func look(at caller: LiveCaller) async {
        // Without a credential there is nothing to take away.
        guard caller.hello.bearerToken != nil else { return }
        do throws(CallRefusal) {
            note(try await principals.principal(of: caller.hello), of: caller)
        } catch {
            // That nobody could look takes nothing away.
            if Self.provesNothing(error) { refuse(caller) }
        }
    }

    /// Whether who was refused is not who the credential says, rather than that nobody could find out.
    static func provesNothing(_ refusal: CallRefusal) -> Bool {
        refusal.outcome == .unauthenticated || refusal.outcome == .badRequest
    }
}

/// One live connection as the server knows it.
struct LiveCaller: Sendable {
    let hello: LiveHello
    let holder: LiveHolder
    /// Its number among the connections of this process.
    let number: Int
}

/// What a credential alone says of who holds it.
struct LiveHolder: Sendable {
    /// The login, guest or key whose connections are counted together; nil for nobody.
    var user: String?
    var organization: UUIDBytes?
    var login: UUIDBytes?
    /// The session of a login or of a table.
    var session: UUIDBytes?
    var isKey = false
    /// How long the credential holds; nil where it does not say.
    var expiresIn: Duration?
}
