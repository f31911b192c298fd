import Domain
import Foundation
import Logging
import Postgres
import ServiceLifecycle
import Synchronization

/// How many processes serve over the same database, as far as this one knows.
final class LiveInstances: Sendable {
    private let known = Atomic<Int>(1)
    private let usage = Atomic<UInt64>(0)

    /// At least this one.
    var count: Int { known.load(ordering: .relaxed) }

    /// How full PostgreSQL's queue of notifications is, from 0 to 1: a listener that hears nothing and stays
    /// fills it, and at 1 nothing that notifies commits any more.
    var notificationQueueUsage: Double { Double(bitPattern: usage.load(ordering: .relaxed)) }

    /// Notes what was counted.
    func note(_ count: Int, notificationQueueUsage: Double = 0) {
        known.store(max(count, 1), ordering: .relaxed)
        usage.store(notificationQueueUsage.bitPattern, ordering: .relaxed)
    }
}

/// Says every few seconds that this process lives, and counts those that have said so of late.
///
/// While the database is away the last count holds.
struct InstanceHeartbeat: QuietService {
    let instances: LiveInstances
    let pool: PostgresPool
    let interval: Duration
    let logger: Logger
    private let id: UUIDBytes

    init(instances: LiveInstances, pool: PostgresPool, interval: Duration, logger: Logger) {
        self.instances = instances
        self.pool = pool
        self.interval = interval
        self.logger = logger
        var generator = SystemRandomNumberGenerator()
        let moment = UInt64(max(Date().timeIntervalSince1970, 0) * 1_000)
        let (high, low) = UUIDVersion7.make(unixMilliseconds: moment, using: &generator)
        id = UUIDBytes(high: high, low: low)
    }

    /// Beats until a graceful shutdown, and then says that this process is gone.
    func run() async {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            await beat()
            await cancelWhenGracefulShutdown { try? await Task.sleep(for: interval) }
        }
        _ = try? await run(Self.leave.bind(.uuid(id)))
    }

    /// Says that this process lives, and counts.
    func beat() async {
        // One that has missed two beats is gone.
        let span = Double(interval.components.seconds) * 3 + 1
        do throws(PostgresError) {
            let counted = try await run(Self.count.bind(.uuid(id), .float64(span)))
            guard let count = counted.int(0, 0) else { return }
            instances.note(
                Int(clamping: count), notificationQueueUsage: counted.string(0, 1).flatMap(Double.init) ?? 0)
        } catch {
            logger.debug("instances are not counted", metadata: ["error": "\(error.code)"])
        }
    }

    private func run(_ statement: BoundStatement) async throws(PostgresError) -> PostgresResult {
        try await pool.withTransaction(tenant: nil, deadline: .now + .seconds(2)) {
            (session: PostgresSession) async throws(PostgresError) -> PostgresResult in
            try await session.run(statement)
        }
    }

    /// `server_instances_pkey` serves the first part; the table has as many rows as there are processes.
    private static let count = Statement(
        "InstanceHeartbeat.count",
        """
        WITH alive AS (
          INSERT INTO server_instances (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET seen_at = now()),
        gone AS (DELETE FROM server_instances WHERE id <> $1 AND seen_at < now() - interval '1 day')
        SELECT 1 + count(*), pg_notification_queue_usage()::text FROM server_instances
        WHERE id <> $1 AND seen_at > now() - make_interval(secs => $2)
        """, parameters: [.uuid, .float8])

    /// `server_instances_pkey` serves it.
    private static let leave = Statement(
        "InstanceHeartbeat.leave", "DELETE FROM server_instances WHERE id = $1", parameters: [.uuid])
}
