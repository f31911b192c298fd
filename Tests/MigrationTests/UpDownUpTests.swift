import Postgres
import TestSupport
import Testing

@Suite(.database) struct UpDownUpTests {
    /// Every object of ours with its definition: what two catalogs are compared by.
    private static let catalog = """
        SELECT concat_ws(' ', 'column', attrelid::regclass, attname,
            format_type(atttypid, atttypmod), attnotnull,
            (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = attrelid AND adnum = attnum))
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND attnum > 0
        UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
        WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT pg_get_functiondef(pg_proc.oid) || coalesce(proacl::text, '') FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind <> 'a'
        UNION ALL SELECT concat_ws(' ', 'policy', polrelid::regclass, pg_get_expr(polqual, polrelid))
        FROM pg_policy
        UNION ALL SELECT concat_ws(' ', 'rights', relname, relacl, relrowsecurity, relforcerowsecurity)
        FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT concat_ws(' ', 'schema', nspname, nspacl) FROM pg_namespace WHERE nspname = 'public'
        ORDER BY 1
        """

    @Test func `all migrations can be taken back, and applied again to the same catalog`() async throws {
        let migrations = try MigrationSet(directory: migrationsDirectory)
        let runner = MigrationRunner(migrations)
        try await TestDatabase.current.connected { connection async throws in
            try await runner.up(connection)
            let first = try await connection.texts(Self.catalog)
            try await runner.down(connection, steps: migrations.files.count)
            #expect(try await runner.check(connection) == .behind(pending: migrations.files.map(\.label)))
            #expect(try await connection.texts(Self.tables) == ["schema_migrations"])

            try await runner.up(connection)

            #expect(first.count > 500)
            #expect(try await connection.texts(Self.catalog) == first)
        }
    }

    @Test func `a step back keeps every tenant's pictures, though the owner is fenced like everybody`()
        async throws
    {
        let migrations = try MigrationSet(directory: migrationsDirectory)
        let runner = MigrationRunner(migrations)
        let steps = migrations.files.reversed().prefix { $0.number >= 52 }.count
        let picture = "image_01jqaf8h00f6vbb6vb4tzxm3kz.png"
        try await asFencedOwner { connection in
            try await runner.up(connection)
            try await TwoTenants.fill(connection)
            try await inEachTenant(connection) { tenant in
                """
                INSERT INTO images (id, organization_id, file_name)
                VALUES ('\(tenant)', '\(tenant)', '\(picture)')
                """
            }

            try await runner.down(connection, steps: steps)

            #expect(try await all("SELECT DISTINCT url FROM images", connection) == ["/images/\(picture)"])
            try await runner.up(connection)
        }
    }

    @Test func `no answer in plain is left, and none that is sealed is given out after a step back`()
        async throws
    {
        let migrations = try MigrationSet(directory: migrationsDirectory)
        let runner = MigrationRunner(migrations)
        let steps = migrations.files.reversed().prefix { $0.number >= 62 }.count
        let left = "SELECT count(response) || ' ' || count(*) FROM idempotency_keys"
        try await asFencedOwner { connection in
            try await runner.up(connection, to: 61)
            try await TwoTenants.fill(connection)
            try await inEachTenant(connection) { tenant in
                """
                INSERT INTO idempotency_keys (id, organization_id, scope, key, request_hash, response,
                  expires_at)
                VALUES ('\(tenant)', '\(tenant)', 'x', 'x', sha256('x'), 'in plain', now())
                """
            }
            try await runner.up(connection)
            #expect(try await all(left, connection) == ["0 2"])
            try await inEachTenant(connection) { tenant in
                """
                INSERT INTO personal_keys (id, organization_id, key, seals_answers)
                VALUES ('\(tenant)', '\(tenant)', sha256('key'), true);
                UPDATE idempotency_keys SET response = 'sealed', person_id = '\(tenant)'
                """
            }

            try await runner.down(connection, steps: steps)

            #expect(try await all(left, connection) == ["0 2"])
            #expect(try await all("SELECT id FROM personal_keys", connection) == [])
            try await runner.up(connection)
        }
    }

    // MARK: The owner

    /// Runs a body as an owner of the schema whom row level security binds.
    private func asFencedOwner(_ body: (PostgresConnection) async throws -> Void) async throws {
        try await TestDatabase.current.connected { connection async throws in
            let owner = "owner_\(UInt32.random(in: 0 ... .max))"
            try await connection.execute(
                script: """
                    CREATE ROLE \(owner) CREATEROLE;
                    DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO \(owner)', current_database());
                    END $$;
                    ALTER SCHEMA public OWNER TO \(owner); SET ROLE \(owner)
                    """)
            try await body(connection)
            try await connection.execute(
                script: "RESET ROLE; REASSIGN OWNED BY \(owner) TO postgres; DROP OWNED BY \(owner); "
                    + "DROP ROLE \(owner)")
        }
    }

    private func inEachTenant(_ connection: PostgresConnection, _ script: (String) -> String) async throws {
        for tenant in [TwoTenants.first, TwoTenants.second] {
            try await connection.execute(
                script: """
                    BEGIN; SELECT set_config('app.organization', '\(tenant)', true);
                    \(script("\(tenant)"));
                    COMMIT
                    """)
        }
    }

    /// What a superuser sees.
    private func all(_ query: String, _ connection: PostgresConnection) async throws -> [String] {
        let role = try await connection.texts("SELECT current_user")[0]
        try await connection.execute(script: "RESET ROLE")
        let texts = try await connection.texts(query)
        try await connection.execute(script: "SET ROLE \(role)")
        return texts
    }

    private static let tables = """
        SELECT relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm')
        """
}
