/// One connection outside any pool, for migrations, seeding and start-up checks.
///
/// It sets no statement limits of its own and sends simple commands one at a time; use a pool for requests.
public actor PostgresConnection {
    /// Connects; the blocking part runs on a thread of its own.
    ///
    /// - Throws: `.unavailable` with the reason in `debugDescription`.
    public static func connect(
        _ configuration: PostgresConfiguration, reactors: ReactorGroup
    ) async throws(PostgresError) -> PostgresConnection {
        throw PostgresError(.unavailable)
    }

    /// Runs a script of one or several statements by the simple protocol, in one implicit transaction unless it
    /// has its own, and returns the result of each statement (in text form).
    @discardableResult
    public func execute(
        script: String, file: String = #fileID, line: UInt = #line
    ) async throws(PostgresError) -> [PostgresResult] {
        throw PostgresError(.unavailable)
    }

    /// Runs one statement with parameters, unprepared.
    @discardableResult
    public func run(
        _ bound: BoundStatement, file: String = #fileID, line: UInt = #line
    ) async throws(PostgresError) -> PostgresResult {
        throw PostgresError(.unavailable)
    }

    /// Copies rows into a table by COPY; nil is null. Returns the number of rows.
    ///
    /// - Parameter table: the name, with its schema if any, quoted where it must be.
    @discardableResult
    public func copyIn(
        _ table: String, columns: [String], rows: some Sequence<[String?]> & Sendable
    ) async throws(PostgresError) -> Int {
        throw PostgresError(.unavailable)
    }

    /// Ends the connection; later calls throw `.connectionLost`.
    public func close() {}
}
