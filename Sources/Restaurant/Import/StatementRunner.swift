public import Postgres

/// What the importer needs of a database: one open transaction with the tenant set.
///
/// A pool's session and a tool's own connection both give it, so that a mutation and a command import alike.
public protocol StatementRunner: Sendable {
    /// Runs one statement of the transaction.
    func perform(_ statement: BoundStatement) async throws(PostgresError) -> PostgresResult
}

extension PostgresSession: StatementRunner {
    /// Runs one statement as a round of its own.
    public func perform(_ statement: BoundStatement) async throws(PostgresError) -> PostgresResult {
        try await run(statement)
    }
}

extension PostgresConnection: StatementRunner {
    /// Runs one statement, unprepared.
    public func perform(_ statement: BoundStatement) async throws(PostgresError) -> PostgresResult {
        try await run(statement)
    }
}

/// Opens transactions of one tenant on a tool's own connection.
public struct TenantTransaction {
    private static let setTenant = Statement(
        "tenant.set", "SELECT set_config('app.organization', $1, true)", parameters: [.text])

    let connection: PostgresConnection

    /// Transactions on a connection that nobody else uses meanwhile.
    public init(connection: PostgresConnection) {
        self.connection = connection
    }

    /// Runs `body` in one transaction with the tenant set inside it, and rolls back when it throws.
    public func run<Result: Sendable, Failure: PostgresFailure>(
        of organization: UUIDBytes, _ body: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        do throws(PostgresError) {
            try await connection.execute(script: "BEGIN")
            try await connection.run(Self.setTenant.bind(.text("\(organization)")))
        } catch {
            await rollBack()
            throw Failure(error)
        }
        let result: Result
        do throws(Failure) {
            result = try await body()
        } catch {
            await rollBack()
            throw error
        }
        do throws(PostgresError) {
            try await connection.execute(script: "COMMIT")
        } catch {
            await rollBack()
            throw Failure(error)
        }
        return result
    }

    /// The first error is the one to tell; a connection that is gone has rolled back by itself.
    private func rollBack() async {
        _ = try? await connection.execute(script: "ROLLBACK")
    }
}
