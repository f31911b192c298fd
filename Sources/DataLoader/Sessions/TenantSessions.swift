public import GraphQLExecution
public import Postgres

/// Opens the transactions in which operations run: reads on one pool, writes on the other.
public struct TenantSessions: SessionSource {
    /// Reads: repeatable read and read only by the pool's default.
    let readPool: PostgresPool
    /// Writes: read committed.
    let writePool: PostgresPool

    /// Sessions over the two pools.
    public init(readPool: PostgresPool, writePool: PostgresPool) {
        self.readPool = readPool
        self.writePool = writePool
    }

    /// Runs `body` in one read-only transaction: all rounds see one snapshot.
    public func read<Result: Sendable>(
        for caller: TenantCaller, _ body: @Sendable (TenantSession) async throws(LoadError) -> Result
    ) async throws(LoadError) -> Result {
        try await readPool.withSession(
            tenant: caller.organization, deadline: caller.deadline, observer: caller.observer
        ) { (session: PostgresSession) async throws(LoadError) -> Result in
            try await body(TenantSession(session, caller: caller, mode: .read))
        }
    }

    /// Runs `body` in one transaction that commits when it returns and rolls back when it throws.
    public func write<Result: Sendable>(
        for caller: TenantCaller, _ body: @Sendable (TenantSession) async throws(LoadError) -> Result
    ) async throws(LoadError) -> Result {
        try await writePool.withTransaction(
            tenant: caller.organization, deadline: caller.deadline, observer: caller.observer
        ) { (session: PostgresSession) async throws(LoadError) -> Result in
            try await body(TenantSession(session, caller: caller, mode: .write))
        }
    }
}
