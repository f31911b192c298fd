import Postgres
import TestSupport
import Testing

/// Reads the catalog after all migrations and proves what the rules of tenancy ask of every table.
@Suite(.database(.migrated)) struct CatalogTests {
    /// The tables without a tenant, as the domain's reference lists them. Nothing else may be added here.
    private static let globalTables = [
        "users", "refresh_tokens", "login_throttles", "schema_migrations", "lookup_keys",
        "organization_directory", "login_organizations", "server_instances", "account_messages",
    ]

    /// The logs' own tables: written by their rules only, and not noted in the audit log.
    private static let logTables = [
        "audit_log", "event_counters", "events", "ledger_transfers", "personal_keys",
    ]
    /// What only counts or repeats, so that noting it would tell nothing.
    private static let unnotedTables = [
        "event_cursors", "idempotency_keys", "order_counters", "provider_events",
        "provider_requests",
    ]
    /// What tells that something else has changed, and nothing of its own.
    private static let markTables = ["menu_changes"]
    private static let isNoLogTable =
        "relname <> ALL (ARRAY['\((logTables + markTables).joined(separator: "','"))'])"

    private static let tenantTables = """
        SELECT class.oid, class.relname FROM pg_class AS class
        WHERE class.relnamespace = 'public'::regnamespace AND class.relkind IN ('r', 'p')
        AND class.relname <> ALL (ARRAY['\(globalTables.joined(separator: "','"))'])
        """

    /// Names that a query over the tenants' tables returns: the offenders, or all of them.
    private func names(_ query: String) async throws -> [String] {
        try await TestDatabase.current.connected { connection async throws in
            try await connection.texts("WITH tenant AS (\(Self.tenantTables)) \(query)")
        }
    }

    @Test func `there are tables to look at`() async throws {
        #expect(try await names("SELECT relname FROM tenant").count >= 27)
    }

    @Test func `every tenant's table has a tenant, always, and a primary key that is tenant and identifier`()
        async throws
    {
        let offenders = try await names(
            """
            SELECT relname FROM tenant WHERE NOT EXISTS (
                SELECT FROM pg_constraint AS key WHERE key.conrelid = tenant.oid AND key.contype = 'p'
                AND (SELECT array_agg(attname::text ORDER BY place) FROM unnest(key.conkey) WITH ORDINALITY
                    AS part (number, place)
                     JOIN pg_attribute ON attrelid = tenant.oid AND attnum = part.number) =
                         ARRAY['organization_id', 'id'])
            OR NOT EXISTS (
                SELECT FROM pg_attribute WHERE attrelid = tenant.oid AND attname = 'organization_id'
                AND attnotnull AND atttypid = 'uuid'::regtype)
            """)

        #expect(offenders == [])
    }

    @Test func `every foreign key to a tenant's table is composite and begins with the tenant on both sides`()
        async throws
    {
        let offenders = try await names(
            """
            SELECT source.relname || '.' || link.conname FROM pg_constraint AS link
            JOIN pg_class AS source ON source.oid = link.conrelid
            JOIN tenant AS target ON target.oid = link.confrelid
            JOIN pg_attribute AS first ON first.attrelid = link.conrelid AND first.attnum = link.conkey[1]
            JOIN pg_attribute AS other ON other.attrelid = link.confrelid AND other.attnum = link.confkey[1]
            WHERE link.contype = 'f' AND (
                first.attname <> 'organization_id' OR other.attname <> 'organization_id'
                -- The tenant's own row is its own key.
                OR (cardinality(link.conkey) < 2 AND target.relname <> 'organizations'))
            """)

        #expect(offenders == [])
    }

    @Test func `every foreign key has an index for its columns`() async throws {
        let offenders = try await names(
            """
            SELECT source.relname || '.' || link.conname FROM pg_constraint AS link
            JOIN tenant AS source ON source.oid = link.conrelid
            WHERE link.contype = 'f' AND cardinality(link.conkey) > 1 AND NOT EXISTS (
                SELECT FROM pg_index AS held WHERE held.indrelid = link.conrelid
                AND link.conkey[1:2] <@ (held.indkey::int2[])[0:1])
            """)

        #expect(offenders == [])
    }

    @Test func `every index of a tenant's table begins with the tenant`() async throws {
        let offenders = try await names(
            """
            SELECT held.indexrelid::regclass::text FROM pg_index AS held JOIN tenant ON tenant.oid =
                held.indrelid
            JOIN pg_attribute ON attrelid = tenant.oid AND attnum = held.indkey[0]
            WHERE attname <> 'organization_id'
            """)

        // Which organizations has this login? Asked before the tenant is known.
        #expect(offenders == ["members_user_idx"])
    }

    @Test func `row level security is enabled and forced, with one policy for reading and writing`()
        async throws
    {
        let offenders = try await names(
            """
            SELECT tenant.relname FROM tenant JOIN pg_class USING (oid)
            WHERE NOT relrowsecurity OR NOT relforcerowsecurity OR NOT EXISTS (
                SELECT FROM pg_policy AS policy WHERE policy.polrelid = tenant.oid AND policy.polcmd = '*'
                AND policy.polpermissive AND policy.polroles = ARRAY[0::oid]
                AND pg_get_expr(policy.polqual, tenant.oid) LIKE '%app.organization%'
                AND pg_get_expr(policy.polwithcheck, tenant.oid) LIKE '%app.organization%')
            OR (SELECT count(*) FROM pg_policy AS policy WHERE policy.polrelid = tenant.oid) <> 1
            """)

        #expect(offenders == [])
    }

    @Test func `every tenant's table says who made and changed a row and when`() async throws {
        let offenders = try await names(
            """
            SELECT relname FROM tenant WHERE \(Self.isNoLogTable) AND (
                SELECT count(*) FROM pg_attribute WHERE attrelid = tenant.oid
                AND attname IN ('created_at', 'created_by', 'updated_at', 'updated_by')) <> 4
            """)

        #expect(offenders == [])
    }

    @Test func `the application owns nothing, truncates nothing and creates nothing`() async throws {
        let offenders = try await names(
            """
            SELECT relname FROM pg_class WHERE relowner = 'comanda_app'::regrole
            UNION ALL SELECT proname FROM pg_proc WHERE proowner = 'comanda_app'::regrole
            UNION ALL SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind
                IN ('r', 'p')
                AND has_table_privilege('comanda_app', oid, 'TRUNCATE, TRIGGER, REFERENCES')
            UNION ALL SELECT 'public' WHERE has_schema_privilege('comanda_app', 'public', 'CREATE')
            UNION ALL SELECT rolname FROM pg_roles WHERE rolname = 'comanda_app'
                AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
            """)

        #expect(offenders == [])
    }

    @Test func `the application reads and writes every tenant's table`() async throws {
        let offenders = try await names(
            """
            SELECT relname FROM tenant WHERE \(Self.isNoLogTable) AND NOT (
                has_table_privilege('comanda_app', oid, 'SELECT') AND has_table_privilege('comanda_app',
                    oid, 'INSERT')
                AND has_table_privilege('comanda_app', oid, 'UPDATE') AND has_table_privilege('comanda_app',
                    oid, 'DELETE'))
            """)

        #expect(offenders == [])
    }

    @Test func `every tenant's table notes its changes and who made them, and the log's own tables none`()
        async throws
    {
        let unnoted = Self.unnotedTables.joined(separator: "','")
        let triggers = ["audit_actor", "audit_delete", "audit_insert", "audit_update"]
        let offenders = try await names(
            """
            SELECT relname FROM tenant
            WHERE (\(Self.isNoLogTable) AND relname <> ALL (ARRAY['\(unnoted)'])) <> (ARRAY(
                SELECT tgname::text FROM pg_trigger
                WHERE tgrelid = tenant.oid AND tgname LIKE 'audit\\_%' AND NOT tgisinternal
                    AND tgname NOT LIKE 'audit\\_log\\_%'
                ORDER BY 1) = ARRAY['\(triggers.joined(separator: "','"))'])
            """)

        #expect(offenders == [])
    }

    @Test func `the application appends to the logs and does nothing else to them`() async throws {
        let rights = try await names(
            """
            SELECT table_name || ' ' || right_name
            FROM unnest(ARRAY['\(Self.logTables.joined(separator: "','"))']) AS table_name,
                unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS right_name
            WHERE has_table_privilege('comanda_app', table_name, right_name)
                OR right_name IN ('INSERT', 'UPDATE')
                    AND has_any_column_privilege('comanda_app', table_name, right_name)
            ORDER BY 1
            """)

        #expect(
            rights == [
                "audit_log INSERT", "audit_log SELECT", "event_counters SELECT", "event_counters UPDATE",
                "events INSERT", "events SELECT", "ledger_transfers INSERT", "ledger_transfers SELECT",
                "personal_keys INSERT", "personal_keys SELECT", "personal_keys UPDATE",
            ])
    }

    @Test func `the codes of all tenants are out of the application's reach`() async throws {
        let rights = try await names(
            """
            SELECT right_name FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS right_name
            WHERE has_table_privilege('comanda_app', 'lookup_keys', right_name)
            """)

        #expect(rights == [])
    }

    @Test func `functions with their owner's rights have a fixed search path`() async throws {
        let offenders = try await names(
            """
            SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
            AND NOT EXISTS (SELECT FROM unnest(proconfig) AS setting WHERE setting LIKE
                'search_path=pg_catalog,%')
            """)

        #expect(offenders == [])
    }

    @Test func `only the look-up runs with its owner's rights at the application's call`() async throws {
        let names = try await names(
            """
            SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
            AND has_function_privilege('comanda_app', oid, 'EXECUTE')
            """)

        #expect(names == ["lookup_key"])
    }

    @Test func `views run with their caller's rights and nothing is materialised`() async throws {
        let offenders = try await names(
            """
            SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND (
                relkind = 'm' OR (relkind = 'v' AND NOT coalesce(reloptions @>
                    ARRAY['security_invoker=true'], false)))
            """)

        #expect(offenders == [])
    }

    @Test func `money is bigint and quantities have four decimals`() async throws {
        let offenders = try await names(
            """
            SELECT relname || '.' || attname FROM tenant JOIN pg_attribute ON attrelid = oid
            WHERE NOT attisdropped AND attnum > 0 AND (
                attname LIKE '%\\_minor' AND atttypid <> 'int8'::regtype
                OR atttypid = 'numeric'::regtype AND format_type(atttypid, atttypmod) <> 'numeric(14,4)'
                OR atttypid IN ('float4'::regtype, 'float8'::regtype, 'money'::regtype))
            """)

        #expect(offenders == [])
    }
}
