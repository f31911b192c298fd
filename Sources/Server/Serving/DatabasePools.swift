import Logging
import Postgres
import ServiceLifecycle
import Transport

/// The connections of the product: reads on one pool, writes on the other, opened first and closed last.
struct DatabasePools: QuietService {
    let read: PostgresPool
    let write: PostgresPool
    /// One connection for `/ready` alone: callers who queue for the others don't make the process unready.
    private let health: PostgresPool

    /// - Parameters:
    ///   - address: a connection string of the application's role.
    ///   - reactors: the threads of the reads.
    ///   - writeReactors: those of the writes.
    init(
        address: String, settings: Settings.Postgres, reactors: ReactorGroup, writeReactors: ReactorGroup,
        logger: Logger
    ) {
        var configuration = PostgresConfiguration(address)
        configuration.readPool.max = settings.readConnections
        configuration.writePool.max = settings.writeConnections
        configuration.connectTimeout = settings.connect
        configuration.poolWait = settings.poolWait
        configuration.poolQueue = settings.poolQueue
        configuration.statementTimeout = settings.statementTimeout
        configuration.lockTimeout = settings.lockTimeout
        configuration.idleInTransactionTimeout = settings.idleInTransaction
        read = PostgresPool(.read, configuration, reactors: reactors, logger: logger)
        write = PostgresPool(.write, configuration, reactors: writeReactors, logger: logger)
        configuration.readPool.max = 1
        health = PostgresPool(.read, configuration, reactors: reactors, logger: logger)
    }

    /// Keeps the pools open until a graceful shutdown.
    func run() async throws {
        read.start()
        write.start()
        health.start()
        try? await gracefulShutdown()
        read.close()
        write.close()
        health.close()
    }

    private static let appliedSteps = Statement("ready", "SELECT number FROM public.schema_migrations")

    /// Whether the database answers now, and has every step of the schema that this build knows.
    func state(steps: [Int]) async -> Readiness.State {
        do {
            return try await health.withSession(tenant: nil, deadline: .now + .seconds(2)) {
                (session: PostgresSession) async throws(PostgresError) -> Readiness.State in
                let rows = try await session.run(Self.appliedSteps.bind(), end: .sync)
                let applied = Set((0..<rows.rowCount).compactMap { rows.int($0, 0).map(Int.init) })
                return applied.isSuperset(of: steps) ? .ready : .waiting("migrations")
            }
        } catch {
            return error.sqlState == .undefinedTable ? .waiting("migrations") : .waiting("database")
        }
    }
}
