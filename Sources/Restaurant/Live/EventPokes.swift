public import Postgres

/// The word by which processes tell each other that a log has grown: it says neither which nor how.
///
/// Whoever misses it finds the events anyhow, at the next look: its loss costs time and never an event.
public protocol EventPokes: Sendable {
    /// Says it to every process that listens, this one among them. What can't be said is not said.
    func say() async

    /// Calls `hear` whenever somebody has said it, or may have unheard, until the task is cancelled.
    func listen(_ hear: @escaping @Sendable () -> Void) async
}

/// Pokes over PostgreSQL's LISTEN and NOTIFY.
///
/// In a transaction of its own: who notifies within one that writes holds a lock of the whole database while
/// it commits, so that all writes would commit one after the other.
public struct PostgresPokes: EventPokes {
    private let pool: PostgresPool
    private let configuration: PostgresConfiguration
    private let reactors: ReactorGroup

    /// - Parameters:
    ///   - pool: says it.
    ///   - configuration: of the connection, besides the pool's, that listens.
    public init(pool: PostgresPool, configuration: PostgresConfiguration, reactors: ReactorGroup) {
        self.pool = pool
        self.configuration = configuration
        self.reactors = reactors
    }

    /// Says it in a transaction of its own.
    public func say() async {
        do throws(PostgresError) {
            try await pool.withTransaction(tenant: nil, deadline: .now + .seconds(1)) {
                (session: PostgresSession) async throws(PostgresError) in
                _ = try await session.run(Self.notify.bind())
            }
        } catch {
            // The others look by themselves.
        }
    }

    /// Listens, and again whenever the connection was lost.
    public func listen(_ hear: @escaping @Sendable () -> Void) async {
        let listener = PostgresListener(configuration, channels: [Self.channel], reactors: reactors)
        for await _ in listener { hear() }
    }

    private static let channel = "comanda_events"
    /// Told without waiting for the disk: a word that a crash loses is not missed.
    private static let notify = Statement(
        "PostgresPokes.say",
        "SELECT set_config('synchronous_commit', 'off', true), pg_notify('\(channel)', '')")
}
