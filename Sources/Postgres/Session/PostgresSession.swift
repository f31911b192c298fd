/// What follows the statements of a round.
public enum RoundEnd: Sendable {
    /// Results come back, the transaction stays open: more rounds follow.
    case flush
    /// Results come back and an implicit transaction ends: the last round of a read.
    case sync
}

/// One borrowed connection for the length of one transaction.
///
/// All rounds of a session see one snapshot (reads) or are one transaction (writes), with the tenant set
/// inside it. A session is over after a failure, a cancellation, its deadline, or the end of the body it was
/// given to; using it then throws that failure or `.sessionOver`.
public final class PostgresSession: Sendable {
    let connection: PipelineConnection
    /// Counts the sessions of the pool, for logs and observers.
    public let id: UInt64

    init(_ connection: PipelineConnection, id: UInt64) {
        self.connection = connection
        self.id = id
    }

    /// The executor on which consecutive rounds need no thread change.
    public var reactor: Reactor { connection.reactor }

    /// Runs the statements of one round in one packet and returns their results in order.
    ///
    /// The session's own statements (BEGIN, the tenant) travel in the packet of the first round. One
    /// suspension a round; no thread hop when the caller runs on the session's reactor, as bodies given to a
    /// pool do. A read that sends another round after `.sync` starts a new snapshot, with the tenant set
    /// again.
    ///
    /// - Throws: the first error of the round; the transaction is then rolled back and the session over.
    public func run(
        _ statements: [BoundStatement], end: RoundEnd = .flush, file: String = #fileID, line: UInt = #line
    ) async throws(PostgresError) -> [PostgresResult] {
        do {
            return try await connection.run(statements, end: end, session: id)
        } catch {
            throw error.located(file, line)
        }
    }

    /// Runs one statement as a round of its own.
    public func run(
        _ statement: BoundStatement, end: RoundEnd = .flush, file: String = #fileID, line: UInt = #line
    ) async throws(PostgresError) -> PostgresResult {
        let results = try await run([statement], end: end, file: file, line: line)
        guard let result = results.first else { throw PostgresError(.connectionLost, file: file, line: line) }
        return result
    }
}
