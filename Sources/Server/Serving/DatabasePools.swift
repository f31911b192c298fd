import Logging
import Postgres
import ServiceLifecycle

/// The connections of the product: reads on one pool, writes on the other, opened first and closed last.
struct DatabasePools: Service {
    let read: PostgresPool
    let write: PostgresPool

    /// - Parameter address: a connection string of the application's role.
    init(address: String, settings: Settings.Postgres, reactors: ReactorGroup, logger: Logger) {
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
        write = PostgresPool(.write, configuration, reactors: reactors, logger: logger)
    }

    /// Keeps the pools open until a graceful shutdown.
    func run() async throws {
        read.start()
        write.start()
        try? await gracefulShutdown()
        read.close()
        write.close()
    }

    private static let ping = Statement("ready", "SELECT 1")

    /// Whether the database answers now.
    func answers() async -> Bool {
        do {
            return try await read.withSession(tenant: nil, deadline: .now + .seconds(2)) {
                (session: PostgresSession) async throws(PostgresError) -> Bool in
                _ = try await session.run([Self.ping.bind()], end: .sync)
                return true
            }
        } catch {
            return false
        }
    }
}
