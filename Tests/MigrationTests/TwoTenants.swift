import Postgres
import TestSupport

/// Two organizations with a branch, a menu and a category each; identifiers end in 1 and 2.
enum TwoTenants {
    static let first = "00000000-0000-0000-0000-000000000001"
    static let second = "00000000-0000-0000-0000-000000000002"

    static func fill(_ connection: PostgresConnection) async throws(PostgresError) {
        for tenant in [first, second] {
            let slug = "tenant-\(tenant.suffix(1))"
            try await connection.execute(
                script: """
                    BEGIN;
                    SELECT set_config('app.organization', '\(tenant)', true);
                    INSERT INTO organizations (id, organization_id, name, slug)
                    VALUES ('\(tenant)', '\(tenant)', 'T', '\(slug)');
                    INSERT INTO branches (id, organization_id, name, slug, public_code, timezone, currency)
                    VALUES ('\(tenant)', '\(tenant)', 'B', 'main', '\(slug)-main', 'America/Lima', 'PEN');
                    INSERT INTO menus (id, organization_id, name, currency)
                    VALUES ('\(tenant)', '\(tenant)', 'M', 'PEN');
                    INSERT INTO menu_categories (id, organization_id, menu_id, name, currency)
                    VALUES ('\(tenant)', '\(tenant)', '\(tenant)', 'C', 'PEN');
                    COMMIT
                    """)
        }
    }
}

extension DatabaseTemplate {
    /// All migrations applied, and two tenants in it.
    static let twoTenants = DatabaseTemplate("two_tenants") { url in
        let migrations = try MigrationSet(directory: migrationsDirectory)
        try await PostgresConnection.withConnection(PostgresConfiguration(url), reactors: TestReactors.shared)
        {
            _ = try await MigrationRunner(migrations).up($0)
            try await TwoTenants.fill($0)
        }
    }
}
