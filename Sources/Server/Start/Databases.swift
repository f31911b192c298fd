import Postgres

/// Connections outside the pools: migrations, imports, checks at start.
enum Databases {
    /// Connects to an address.
    ///
    /// - Throws: `StartFailure` without the address's secrets.
    static func connect(_ address: String, _ reactors: ReactorGroup) async throws -> PostgresConnection {
        do {
            return try await PostgresConnection.connect(
                PostgresConfiguration(address), reactors: reactors)
        } catch {
            let reason = error.message.split(whereSeparator: \.isNewline).first ?? "no answer"
            throw StartFailure("the database is not reachable: \(reason)", status: 69)
        }
    }

    /// Runs `body` on a connection and closes it.
    static func with<Value: Sendable>(
        _ address: String, _ reactors: ReactorGroup, _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await connect(address, reactors)
        do {
            let value = try await body(connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            guard let error = error as? PostgresError else { throw error }
            throw StartFailure(
                "the database refused: \(error.message.isEmpty ? error.description : error.message)")
        }
    }
}
