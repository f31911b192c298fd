import Postgres
import TestSupport

/// The project's own migrations, found from this file so that tests run from any directory.
let migrationsDirectory =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    + "/Migrations"

extension DatabaseTemplate {
    /// All migrations applied.
    static let migrated = DatabaseTemplate("migrated") { url in
        let migrations = try MigrationSet(directory: migrationsDirectory)
        try await PostgresConnection.withConnection(PostgresConfiguration(url), reactors: TestReactors.shared)
        {
            _ = try await MigrationRunner(migrations).up($0)
        }
    }
}

extension TestDatabase {
    /// Lends a superuser's connection to `body`.
    func connected<Value: Sendable>(_ body: (PostgresConnection) async throws -> Value) async throws -> Value
    {
        try await PostgresConnection.withConnection(configuration, reactors: TestReactors.shared, body)
    }

    /// Lends a connection of the application's role to `body`.
    func connectedAsApplication<Value: Sendable>(
        _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let url = url.replacing("user=postgres", with: "user=comanda_app")
        return try await PostgresConnection.withConnection(
            PostgresConfiguration(url), reactors: TestReactors.shared, body)
    }
}

extension PostgresConnection {
    /// The first column of a query's rows, as text.
    func texts(_ sql: String) async throws(PostgresError) -> [String] {
        let rows = try await execute(script: sql).last
        return (0..<(rows?.rowCount ?? 0)).map { rows?.string($0, 0) ?? "" }
    }
}
