public import Logging
import Synchronization

/// Connections of one kind, lent for one transaction each.
///
/// Callers queue in order of arrival, up to a bound and for a limited time; when the server is away they are
/// refused quickly while the pool alone tries to reconnect. End it with `close`.
public final class PostgresPool: Sendable {
    /// What the connections of a pool are for.
    public enum Kind: Sendable {
        /// Repeatable read and read only by default.
        case read
        /// Read committed; only a server that takes writes is accepted.
        case write
    }

    typealias Waiter = UnsafeContinuation<Result<PipelineConnection, PostgresError>, Never>

    /// All that callers and reactors share; the mutex is held for a few table look-ups, never over a call
    /// out.
    struct Shared {
        var machine: PoolState
        var connections: [ConnectionID: PipelineConnection] = [:]
        /// Resumed exactly once: taken out on the way to resumption.
        var waiters: [PoolState.WaiterID: Waiter] = [:]
        var lastWaiter: PoolState.WaiterID = 0
        /// The time of the earliest timer that is set; later ones fire for nothing, which is harmless.
        var armedTime: Nanoseconds?
    }

    /// What its connections are for.
    public let kind: Kind
    let configuration: PostgresConfiguration
    let reactors: ReactorGroup
    let connector: Connector
    let logger: Logger
    let shared: Mutex<Shared>
    private let onStatement: StatementObserver?
    private let lastSession = Atomic<UInt64>(0)

    /// Makes a pool; connections are made when `start` is called or the first caller comes.
    public init(
        _ kind: Kind, _ configuration: PostgresConfiguration, reactors: ReactorGroup,
        logger: Logger = Logger(label: "comanda.postgres"), onStatement: StatementObserver? = nil
    ) {
        self.kind = kind
        self.configuration = configuration
        self.reactors = reactors
        self.logger = logger
        self.onStatement = onStatement
        connector = Connector(configuration, kind == .read ? .read : .write)
        shared = Mutex(Shared(machine: PoolState(configuration, kind)))
    }

    /// Opens the least number of connections in the background.
    public func start() {
        step { $0.machine.start(MonotonicClock.now) }
    }

    /// Refuses new callers and closes connections, lent ones when they come back.
    public func close() {
        step { $0.machine.close() }
    }

    /// Whether a connection is open: what `/ready` asks. Costs no statement.
    public var isAvailable: Bool {
        shared.withLock { $0.machine.openCount > 0 }
    }

    /// What the pool is doing now, for metrics.
    public var usage: PoolUsage { shared.withLock { $0.machine.usage } }

    /// Lends a connection, runs `body` on its reactor and takes the connection back.
    func lend<Value, Failure: PostgresFailure>(
        tenant: UUIDBytes?, deadline: ContinuousClock.Instant?, observer: StatementObserver?,
        _ body: (PostgresSession) async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let time =
            deadline.map(MonotonicClock.time(of:))
            ?? MonotonicClock.now &+ configuration.sessionLimit.nanoseconds
        let connection: PipelineConnection
        do {
            connection = try await acquire(until: time)
        } catch {
            throw Failure(error)
        }
        let session = PostgresSession(
            connection, id: lastSession.wrappingAdd(1, ordering: .relaxed).newValue)
        let terms = PipelineConnection.Terms(
            session: session.id, tenant: tenant, isWrite: kind == .write, deadline: time,
            observers: [onStatement, observer].compactMap(\.self))
        guard !connection.reactor.isInside else { return try await use(connection, session, terms, body) }
        return try await withTaskExecutorPreference(connection.reactor) { () async throws(Failure) in
            try await use(connection, session, terms, body)
        }
    }

    private func use<Value, Failure: PostgresFailure>(
        _ connection: PipelineConnection, _ session: PostgresSession, _ terms: PipelineConnection.Terms,
        _ body: (PostgresSession) async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        connection.onReactor { $0.begin(terms) }
        do throws(Failure) {
            let value = try await body(session)
            connection.onReactor { $0.end(session: session.id) }
            return value
        } catch {
            connection.onReactor { $0.end(session: session.id) }
            throw error
        }
    }

    /// An idle connection at once, or a place in the queue.
    private func acquire(until deadline: Nanoseconds) async throws(PostgresError) -> PipelineConnection {
        if Task.isCancelled { throw PostgresError(.canceled) }
        let idle = shared.withLock { shared in
            shared.machine.takeIdle().flatMap { shared.connections[$0] }
        }
        if let idle { return idle }
        let id = shared.withLock { shared in
            shared.lastWaiter += 1
            return shared.lastWaiter
        }
        let outcome = await withTaskCancellationHandler {
            await withUnsafeContinuation { waiter in
                step { shared in
                    shared.waiters[id] = waiter
                    return shared.machine.wait(id, until: deadline, MonotonicClock.now)
                }
                // A cancellation before the entry into the queue found nothing to abandon.
                if Task.isCancelled { abandon(id) }
            }
        } onCancel: {
            abandon(id)
        }
        return try outcome.get()
    }

    private func abandon(_ id: PoolState.WaiterID) {
        let waiter = shared.withLock { shared in
            shared.machine.abandon(id) ? shared.waiters.removeValue(forKey: id) : nil
        }
        waiter?.resume(returning: .failure(PostgresError(.canceled)))
    }
}

extension PoolState {
    fileprivate init(_ configuration: PostgresConfiguration, _ kind: PostgresPool.Kind) {
        let size = kind == .read ? configuration.readPool : configuration.writePool
        self.init(
            Limits(
                connectionsMin: size.min, connectionsMax: max(1, size.max), queueMax: configuration.poolQueue,
                wait: configuration.poolWait.nanoseconds, patience: configuration.reconnectPatience),
            Backoff(
                delayMin: configuration.reconnectDelayMin.nanoseconds,
                delayMax: configuration.reconnectDelayMax.nanoseconds, seed: .random(in: 0 ... .max)))
    }
}
