import Postgres
import TestSupport

/// A database with two tenants: rows in every table for both, a mark in every value of the second.
enum TwoTenants {
    /// The migrated schema with both tenants.
    static let template = DatabaseTemplate("access") { url in
        try await PostgresConnection.withConnection(
            PostgresConfiguration(url), reactors: TestReactors.shared
        ) { connection in
            let migrations = try MigrationSet(directory: Checkout.root + "/Migrations")
            _ = try await MigrationRunner(migrations).up(connection)
            try await connection.execute(script: Checkout.text("Tests/GoldenTests/World/world.sql"))
            try await connection.execute(script: Checkout.text("Tests/AccessTests/World/rows.sql"))
            let (own, other) = try await organizations(connection)
            try await connection.execute(
                script: """
                    CALL pg_temp.fill('\(own)', 'own'); CALL pg_temp.fill('\(other)', 'foreign');
                    CALL pg_temp.enrich('\(own)', 'own'); CALL pg_temp.enrich('\(other)', 'foreign');
                    SELECT pg_temp.mark('\(other)', '\(Marks.word)', '\(Marks.digits)');
                    """)
        }
    }

    /// The two organizations, ours first.
    static func organizations(
        _ connection: PostgresConnection
    ) async throws -> (own: UUIDBytes, other: UUIDBytes) {
        let found = try await uuids("SELECT id FROM organizations ORDER BY id LIMIT 2", connection)
        guard found.count == 2 else { throw TestClusterError.noDatabase }
        return (found[0], found[1])
    }

    /// The IDs of all rows of an organization, its own among them.
    static func rows(_ organization: UUIDBytes, _ connection: PostgresConnection) async throws -> [UUIDBytes]
    {
        let tables = try await connection.execute(
            script: """
                SELECT string_agg(format(
                    'SELECT id FROM %s WHERE organization_id = ''\(organization)''',
                    oid::regclass), ' UNION ')
                FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
                    AND (SELECT count(*) FROM pg_attribute
                        WHERE attrelid = pg_class.oid AND attname IN ('id', 'organization_id')
                            AND atttypid = 'uuid'::regtype) = 2
                """)
        let union = tables.first?.string(0, 0) ?? ""
        return try await uuids("SELECT id FROM (\(union)) AS r ORDER BY id", connection)
    }

    /// The IDs of an organization's rows of one table; nil for a table without IDs.
    static func rows(
        of table: String, _ organization: UUIDBytes, _ connection: PostgresConnection
    ) async throws -> [UUIDBytes]? {
        let columns = try await connection.execute(
            script: """
                SELECT FROM information_schema.columns WHERE table_name = '\(table)' AND data_type = 'uuid'
                    AND table_schema = 'public' AND column_name IN ('id', 'organization_id')
                """)
        guard columns.first?.rowCount == 2 else { return nil }
        return try await uuids(
            "SELECT id FROM \(table) WHERE organization_id = '\(organization)' ORDER BY id", connection)
    }

    /// The IDs of an organization's rows that belong to another branch than one, and of these branches.
    static func rows(
        beyond branch: String, of organization: UUIDBytes, _ connection: PostgresConnection
    ) async throws -> [UUIDBytes] {
        let own = "organization_id = ''\(organization)''"
        let tables = try await connection.execute(
            script: """
                SELECT string_agg(format(
                    'SELECT id FROM %s WHERE \(own) AND branch_id <> ''\(branch)''',
                    oid::regclass), ' UNION ')
                FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
                    AND (SELECT count(*) FROM pg_attribute
                        WHERE attrelid = pg_class.oid AND attname IN ('id', 'organization_id', 'branch_id')
                            AND NOT attisdropped AND atttypid = 'uuid'::regtype) = 3
                """)
        let union = tables.first?.string(0, 0) ?? ""
        let branches =
            "SELECT id FROM branches WHERE organization_id = '\(organization)' AND id <> '\(branch)'"
        return try await uuids(
            "SELECT id FROM (\(union) UNION \(branches)) AS r ORDER BY id", connection)
    }

    /// Short texts of an organization: what a code might be.
    static func texts(_ organization: UUIDBytes, _ connection: PostgresConnection) async throws -> [String] {
        let columns = try await connection.execute(
            script: """
                SELECT string_agg(format('SELECT %I FROM %s WHERE organization_id = ''\(organization)''',
                    attname, attrelid::regclass), ' UNION ')
                FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT relispartition
                    AND atttypid = 'text'::regtype AND attnotnull AND NOT attisdropped AND EXISTS (
                        SELECT FROM pg_attribute AS tenant
                        WHERE tenant.attrelid = pg_class.oid AND tenant.attname = 'organization_id')
                """)
        let union = columns.first?.string(0, 0) ?? ""
        let result = try await connection.execute(
            script: "SELECT * FROM (\(union)) AS t (v) WHERE v ~ '^[A-Za-z0-9-]{3,60}$' ORDER BY v")
        return (0..<(result.first?.rowCount ?? 0)).compactMap { result.first?.string($0, 0) }
    }

    private static func uuids(_ query: String, _ connection: PostgresConnection) async throws -> [UUIDBytes] {
        let result = try await connection.execute(script: query)
        return (0..<(result.first?.rowCount ?? 0)).compactMap { row in
            result.first?.string(row, 0).flatMap { UUIDBytes(text: $0) }
        }
    }
}
