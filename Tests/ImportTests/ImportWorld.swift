import Postgres
import Restaurant
import TestSupport

private let checkout = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    .dropLast(3).joined(separator: "/")

/// Where the demonstration data lies: found from this file, so that tests run from any directory.
let demoDirectory = checkout + "/Config/demo/"

extension DatabaseTemplate {
    /// All migrations, and one organization with a branch that takes soles and one that takes rupees.
    static let oneOrganization = DatabaseTemplate("import_one_organization") { url in
        try await migrate(url) { connection in
            try await connection.execute(
                script: """
                    BEGIN;
                    SELECT set_config('app.organization', '00000000-0000-0000-0000-000000000001', true);
                    INSERT INTO organizations (id, organization_id, name, slug)
                    SELECT tenant, tenant, 'A', 'aa'
                    FROM (SELECT current_setting('app.organization')::uuid AS tenant) AS setting;
                    INSERT INTO branches (id, organization_id, name, slug, public_code, timezone, currency)
                    VALUES
                    ('00000000-0000-0000-0000-00000000000b', '00000000-0000-0000-0000-000000000001',
                        'Lima', 'lima', 'aa-lima', 'America/Lima', 'PEN'),
                    ('00000000-0000-0000-0000-00000000000c', '00000000-0000-0000-0000-000000000001',
                        'Pune', 'pune', 'aa-pune', 'Asia/Kolkata', 'INR');
                    INSERT INTO tax_classes (id, organization_id, name, code) VALUES
                    ('00000000-0000-0000-0000-00000000000d', '00000000-0000-0000-0000-000000000001',
                        'IGV', 'IGV');
                    COMMIT
                    """)
        }
    }

    /// All migrations and no rows.
    static let migratedForImport = DatabaseTemplate("import_migrated") { url in
        try await migrate(url) { _ in }
    }

    private static func migrate(
        _ url: String, then fill: (PostgresConnection) async throws -> Void
    ) async throws {
        let migrations = try MigrationSet(directory: checkout + "/Migrations")
        try await PostgresConnection.withConnection(PostgresConfiguration(url), reactors: TestReactors.shared)
        {
            _ = try await MigrationRunner(migrations).up($0)
            try await fill($0)
        }
    }
}

extension TestDatabase {
    /// Lends a connection of the application's role, which row level security binds.
    func connected<Value: Sendable>(_ body: (PostgresConnection) async throws -> Value) async throws -> Value
    {
        try await PostgresConnection.withConnection(
            PostgresConfiguration(url.replacing("user=postgres", with: "user=comanda_app")),
            reactors: TestReactors.shared, body)
    }

    /// The first column of a query's rows, read past row level security.
    func texts(_ sql: String) async throws -> [String] {
        try await PostgresConnection.withConnection(configuration, reactors: TestReactors.shared) {
            connection in
            let rows = try await connection.execute(script: sql).last
            return (0..<(rows?.rowCount ?? 0)).map { rows?.string($0, 0) ?? "" }
        }
    }
}
