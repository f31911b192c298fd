internal import GraphQLExecution
public import Postgres
internal import Synchronization

/// Answers loads of tables that seldom change from memory, with the rows that the database would bring.
///
/// **Valid by edition.** Each tenant has an edition: a text that its own transactions change together with
/// the watched tables (``CachedTables``). Rows are kept under the edition that the very snapshot showed from
/// which they were read, so that a slow reader can't leave old rows behind as new ones. Rows of different
/// editions never meet in an operation:
/// - one that this process answers without the database takes all its rows from one edition, which was read
///   in a snapshot that began less than `trust` ago, and which no commit of this process and no word of
///   another one has questioned since;
/// - every other one reads the edition in its own snapshot, in the packet of its first load, and takes from
///   memory only what is kept under that one. Rows kept under another are not used.
///
/// **Late by at most `trust`.** A process sees its own commits at once and those of others when it is poked,
/// or when `trust` is over; no lost poke, cut connection or dead database makes it serve for longer. What it
/// has answered from a newer edition it does not follow with an older one: where two snapshots that overlap
/// show different editions, neither is trusted before the next look. Operations that an event has caused
/// always look: they are told what the event is about.
///
/// **The clock.** Rows that depend on `now()` (what is on sale at this hour) are kept until the next moment
/// at which the clock could change them, which is read together with the edition. Such an entry is used by an
/// operation that began after the rows were read and ends before that moment.
///
/// Writes never read from it. Whatever a statement reads that is not known to be safe keeps its rows out, see
/// ``StatementReads``. Computations over menus, such as a cart's prices, are always made anew.
public final class RowCache: Sendable {
    typealias Moment = ContinuousClock.Instant

    /// What is known of a tenant.
    fileprivate struct Tenant {
        /// The edition that was read last; only a guess where `verifiedAt` is nil.
        var edition: String?
        /// Before which the snapshot that showed it had not begun; nil where something has happened since.
        var verifiedAt: Moment?
        /// When that was heard.
        var heardAt: Moment?
        /// Snapshots that began before this one tell nothing of now.
        var forgottenAt: Moment?
    }

    fileprivate struct State {
        var tenants: [UUIDBytes: Tenant] = [:]
        /// As `Tenant.forgottenAt`, for all tenants.
        var forgottenAt: Moment?
        var rows: RowStore
        /// Where public codes have led: a guess, which the rows of the code itself confirm.
        var organizations: [String: UUIDBytes] = [:]
        var counters = RowCacheCounters()
    }

    /// Tenants and public codes that are remembered; with more, all are forgotten.
    private static let nameCountMax = 100_000

    let tables: CachedTables
    private let trust: Duration
    private let state: Mutex<State>

    /// An empty cache.
    public init(_ tables: CachedTables, limits: RowCacheLimits = RowCacheLimits()) {
        self.tables = tables
        trust = limits.trust
        state = Mutex(State(rows: RowStore(byteCountMax: limits.byteCountMax)))
    }

    /// What it has come to.
    public var counters: RowCacheCounters {
        state.withLock { state in
            var counters = state.counters
            counters.byteCount = state.rows.byteCount
            return counters
        }
    }

    // MARK: Forgetting

    /// Something of a tenant may have changed: its edition is read again before anything is answered.
    public func forget(_ organization: UUIDBytes) {
        state.withLock { state in
            state.makeRoom(Self.nameCountMax)
            state.tenants[organization, default: Tenant()].forget()
        }
    }

    /// The same for all tenants: another process has written, or may have.
    public func forgetAll() {
        state.withLock { state in
            state.forgottenAt = .now
            for index in state.tenants.values.indices { state.tenants.values[index].verifiedAt = nil }
        }
    }

    // MARK: Editions

    /// The edition that passes for the latest at a moment; nil where the database must be asked.
    func trusted(_ organization: UUIDBytes, at moment: Moment) -> String? {
        state.withLock { state in
            guard let tenant = state.tenants[organization], let verifiedAt = tenant.verifiedAt,
                verifiedAt + trust > moment
            else { return nil }
            return tenant.edition
        }
    }

    /// The edition that was read last, to be confirmed.
    func guess(_ organization: UUIDBytes) -> String? {
        state.withLock { $0.tenants[organization]?.edition }
    }

    /// Takes note of the edition that a snapshot showed.
    ///
    /// - Parameter begun: a moment at which the snapshot had not begun yet.
    func note(_ edition: String, of organization: UUIDBytes, begun: Moment) {
        state.withLock { state in
            state.makeRoom(Self.nameCountMax)
            var tenant = state.tenants[organization] ?? Tenant()
            defer { state.tenants[organization] = tenant }
            guard begun >= max(state.forgottenAt ?? begun, tenant.forgottenAt ?? begun) else {
                // Good enough to look rows up by, once another snapshot shows the same.
                if tenant.verifiedAt == nil { tenant.edition = edition }
                return
            }
            if tenant.edition == edition {
                tenant.verifiedAt = max(tenant.verifiedAt ?? begun, begun)
                tenant.heardAt = .now
            } else if begun >= tenant.heardAt ?? begun {
                tenant.edition = edition
                tenant.verifiedAt = begun
                tenant.heardAt = .now
            } else {
                // The snapshots overlapped: which of them is the later one can't be told.
                tenant.forget()
            }
        }
    }

    // MARK: Rows

    /// The rows of loads, each nil where they are not there or not to be used at this moment.
    ///
    /// - Parameters:
    ///   - begun: when the operation began.
    ///   - moment: now, or when the operation reads the clock.
    func rows(of loads: [CachedLoad?], begun: Moment, at moment: Moment) -> [RowSet?] {
        state.withLock { state in
            loads.map { load in load.flatMap { state.rows.rows(of: $0, begun: begun, at: moment) } }
        }
    }

    /// Keeps the rows of loads.
    func keep(_ kept: [(load: CachedLoad, entry: RowStore.Entry)]) {
        state.withLock { state in
            for (load, entry) in kept { state.rows.keep(entry, under: load) }
        }
    }

    /// Counts what came of the loads of a round.
    func count(_ change: (inout RowCacheCounters) -> Void) { state.withLock { change(&$0.counters) } }

    // MARK: Public codes

    /// Whether any public code is remembered.
    var knowsCodes: Bool { state.withLock { !$0.organizations.isEmpty } }

    /// Where a public code has led.
    func organization(of code: String) -> UUIDBytes? { state.withLock { $0.organizations[code] } }

    /// Remembers where a public code leads.
    func remember(_ organization: UUIDBytes, of code: String) {
        state.withLock { state in
            state.makeRoom(Self.nameCountMax)
            state.organizations[code] = organization
        }
    }
}

extension RowCache.State {
    /// Forgets all names where there are too many. O(1) but for that.
    fileprivate mutating func makeRoom(_ countMax: Int) {
        if organizations.count >= countMax { organizations = [:] }
        guard tenants.count >= countMax else { return }
        tenants = [:]
        forgottenAt = .now
    }
}

extension RowCache.Tenant {
    /// Nothing that began before now tells what the edition is.
    fileprivate mutating func forget() {
        verifiedAt = nil
        forgottenAt = .now
    }
}
