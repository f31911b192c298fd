import Postgres
import TestSupport
import Testing

/// What the tables of the audit log refuse by themselves, and what the tables of tenants note.
@Suite(.database(.twoTenants)) struct AuditRulesTests {
    private static let tenant = TwoTenants.first
    private static let none = "00000000-0000-0000-0000-000000000000"

    /// Runs SQL as the application in one transaction and returns the last column of texts.
    private func asApplication(
        _ sql: String..., actor: String = "", isNoted: Bool = true, form: String = "rows"
    ) async throws -> [String] {
        try await TestDatabase.current.connectedAsApplication { connection in
            try await connection.execute(
                script: """
                    BEGIN;
                    SELECT set_config('app.organization', '\(Self.tenant)', true),
                        set_config('app.audit', '\(isNoted ? "on" : "")', true),
                        set_config('app.audit_form', '\(form)', true),
                        set_config('app.actor', '\(actor)', true)
                    """)
            var texts: [String] = []
            for part in sql { texts = try await connection.texts(part) }
            try await connection.execute(script: "COMMIT")
            return texts
        }
    }

    private func violated(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
        } catch let error as PostgresError {
            return error.constraintName ?? error.sqlState?.rawValue
        }
        return nil
    }

    private func append(_ sequence: Int, after previous: String, hash: String, chain: String = none) -> String
    {
        """
        INSERT INTO audit_log (id, organization_id, chain_id, sequence, branch_id, occurred_at, action,
            actor_kind, role, previous_hash, hash)
        VALUES (gen_random_uuid(), '\(Self.tenant)', '\(chain)', \(sequence),
            nullif('\(chain)', '\(Self.none)')::uuid, now(), 'x', 'USER', 'R', \(previous), \(hash))
        """
    }

    private static let genesis = "decode(repeat('00', 32), 'hex')"

    @Test func `a chain grows by entries that continue its head, each chain for itself`() async throws {
        let heads = try await asApplication(
            append(1, after: Self.genesis, hash: "sha256('a')"),
            append(2, after: "sha256('a')", hash: "sha256('b')"),
            append(1, after: Self.genesis, hash: "sha256('c')", chain: Self.tenant),
            """
            SELECT id || ' ' || audit_sequence || ' ' || (audit_hash = CASE audit_sequence
                WHEN 1 THEN sha256('c') ELSE sha256('b') END)
            FROM event_counters ORDER BY id
            """)

        #expect(heads == ["\(Self.none) 2 true", "\(Self.tenant) 1 true"])
    }

    @Test(arguments: [
        (2, "decode(repeat('00', 32), 'hex')"), (1, "sha256('other')"),
        (0, "decode(repeat('00', 32), 'hex')"),
    ])
    func `an entry that leaves a gap or continues something else is refused`(
        sequence: Int, previous: String
    ) async throws {
        let constraint = try await violated {
            _ = try await asApplication(append(sequence, after: previous, hash: "sha256('a')"))
        }

        #expect(constraint == (sequence == 0 ? "audit_log_sequence_check" : "audit_log_chain"))
    }

    @Test(arguments: [
        "UPDATE audit_log SET action = 'y'", "DELETE FROM audit_log", "TRUNCATE audit_log",
    ])
    func `the owner's own hands are told that the log is append-only`(sql: String) async throws {
        let constraint = try await violated {
            _ = try await TestDatabase.current.connected { try await $0.texts(sql) }
        }

        #expect(constraint == "audit_log_append_only")
    }

    @Test func `a branch that comes brings its chain along`() async throws {
        let chains = try await asApplication(
            """
            INSERT INTO branches (id, organization_id, name, slug, public_code, timezone, currency)
            VALUES ('\(TwoTenants.second)', '\(Self.tenant)', 'B', 'second', 'b-code', 'America/Lima', 'PEN')
            """, "SELECT id FROM event_counters ORDER BY id")

        #expect(chains == [Self.none, Self.tenant, TwoTenants.second])
    }

    private static let notes = "SELECT current_setting('app.audit_changes', true)"
    private static let newKey = """
        INSERT INTO api_keys (id, organization_id, name, prefix, key_hash)
        VALUES (gen_random_uuid(), '\(tenant)', 'Key', 'ck_1234', sha256('secret'))
        """

    @Test func `each statement's rows are noted as they were and as they are`() async throws {
        let lines = try await asApplication(
            "UPDATE menus SET name = 'Other'", Self.newKey, "UPDATE menus SET name = '' WHERE false",
            "DELETE FROM api_keys", Self.notes
        ).first?.split(separator: "\n")

        let notes = (lines ?? []).map { line in
            line.first == "{" ? line.split(separator: "\"name\":\"").last?.prefix { $0 != "\"" } : line
        }
        #expect(
            notes == [
                "before menus", "M", "after menus", "Other", "after api_keys", "Key", "before menus",
                "after menus", "before api_keys", "Key",
            ])
    }

    @Test(arguments: [
        ("UPDATE orders SET guest_name = '' WHERE false", "orders customer_id guest_name note"),
        // Of nobody who is known.
        ("UPDATE session_guests SET name = '' WHERE false", "session_guests  name"),
    ])
    func `columns of personal values are named with the rows`(update: String, heading: String) async throws {
        let notes = try await asApplication(update, Self.notes)

        #expect(notes == ["before \(heading)\nafter \(heading)"])
    }

    /// Servers of the version before ask for no form.
    @Test func `who asks for no form is given shaped rows, without secrets`() async throws {
        let notes = try await asApplication(
            "UPDATE menus SET name = 'Other'", Self.newKey,
            """
            SELECT concat_ws(' ', source, is_after, image::jsonb ->> 'name', image LIKE '%hash%',
                image LIKE '%organization_id%')
            FROM audit_changes()
            """, form: "")

        #expect(notes == ["menus f M f f", "menus t Other f f", "api_keys t Key f f"])
    }

    @Test func `nothing is noted unless it is asked for, and notes end with their transaction`() async throws
    {
        let off = try await asApplication("UPDATE menus SET name = 'Other'", Self.notes, isNoted: false)
        _ = try await asApplication("UPDATE menus SET name = 'Another'")
        let next = try await asApplication(Self.notes)

        #expect(off == [""])
        #expect(next == [""])
    }

    @Test func `who makes and changes a row is stamped on it, whatever the statement says`() async throws {
        let stamps = try await asApplication(
            "UPDATE menus SET updated_by = NULL, created_by = gen_random_uuid()",
            """
            INSERT INTO menus (id, organization_id, name, currency)
            VALUES (gen_random_uuid(), '\(Self.tenant)', 'New', 'PEN')
            """,
            "SELECT concat_ws(' ', name, created_by, updated_by) FROM menus ORDER BY name",
            actor: TwoTenants.second)

        #expect(stamps == ["M \(TwoTenants.second)", "New \(TwoTenants.second) \(TwoTenants.second)"])
    }

    @Test func `what people say of themselves is not noted in plain, whatever table it stands in`()
        async throws
    {
        let plain = try await TestDatabase.current.connected {
            try await $0.texts(
                """
                SELECT concat_ws('.', relname, attname)
                FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
                JOIN pg_attribute ON attrelid = tgrelid AND attnum > 0 AND NOT attisdropped
                WHERE tgname = 'audit_insert'
                    AND attname ~ '^(guest_name|phone|email|address|notes?|tax_id|birth_date|label)$'
                    AND NOT attname = ANY (string_to_array(encode(tgargs, 'escape'), '\\000'))
                ORDER BY 1
                """)
        }

        // Those of restaurants, of their tables, and of a member's shift and drawer.
        #expect(
            plain == [
                "branches.address", "branches.phone", "cash_sessions.note", "organizations.tax_id",
                "staff_shifts.note", "tables.label",
            ])
    }

    @Test func `a personal key is erased once and never made anew`() async throws {
        _ = try await asApplication(
            """
            INSERT INTO personal_keys (id, organization_id, key)
            VALUES ('\(Self.tenant)', '\(Self.tenant)', sha256('key'))
            """, "UPDATE personal_keys SET key = NULL, erased_at = now()")

        let constraint = try await violated {
            _ = try await asApplication("UPDATE personal_keys SET key = sha256('new'), erased_at = NULL")
        }
        let deletion = try await violated { _ = try await asApplication("DELETE FROM personal_keys") }

        #expect(constraint == "personal_keys_unchanged")
        #expect(deletion == SQLState.insufficientPrivilege.rawValue)
    }
}
