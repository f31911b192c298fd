/// The advisory lock that lets one process migrate a database at a time.
///
/// It is held by the session and not by a transaction, since some files run without one; a process that dies
/// gives it back with its connection.
struct MigrationLock {
    /// "comanda" as bytes: any constant will do, as long as all builds use the same.
    private static let key: Int64 = 0x63_6F6D_616E_6461
    private static let acquire = Statement(
        "migrations.lock", "SELECT pg_try_advisory_lock($1)", parameters: [.int8])
    private static let giveBack = Statement(
        "migrations.unlock", "SELECT pg_advisory_unlock($1)", parameters: [.int8])

    let connection: PostgresConnection

    /// Runs `body` under the lock.
    ///
    /// Polls instead of waiting inside the server: a waiting statement would hold a snapshot, and an index
    /// that is built CONCURRENTLY by the other process would wait for it, each for the other.
    func hold<Result: Sendable>(
        patience: Duration, _ body: () async throws(MigrationError) -> Result
    ) async throws(MigrationError) -> Result {
        let deadline = ContinuousClock.now + patience
        while try await !ask(Self.acquire) {
            guard ContinuousClock.now < deadline else { throw .locked }
            try? await Task.sleep(for: .milliseconds(.random(in: 50...150)))
            guard !Task.isCancelled else { throw .locked }
        }
        let result: Result
        do {
            result = try await body()
        } catch {
            // A connection that is lost has given the lock back by itself; the first error is the one to
            // tell.
            _ = try? await ask(Self.giveBack)
            throw error
        }
        _ = try await ask(Self.giveBack)
        return result
    }

    private func ask(_ statement: Statement) async throws(MigrationError) -> Bool {
        do {
            return try await connection.run(statement.bind(.int64(Self.key))).bool(0, 0) == true
        } catch {
            throw MigrationError(error)
        }
    }
}
