import Postgres
import TestSupport
import Testing

/// The fences between tenants, each with the others taken away.
@Suite(.database(.twoTenants)) struct TenancyTests {
    /// Runs SQL as the application, with a tenant set for one transaction.
    private func asApplication(tenant: String?, _ sql: String) async throws -> [String] {
        try await TestDatabase.current.connectedAsApplication { connection in
            try await connection.execute(script: "BEGIN")
            if let tenant {
                _ = try await connection.texts("SELECT set_config('app.organization', '\(tenant)', true)")
            }
            let texts = try await connection.texts(sql)
            try await connection.execute(script: "COMMIT")
            return texts
        }
    }

    /// The SQLSTATE with which SQL is refused.
    private func refusal(tenant: String?, _ sql: String) async throws -> SQLState? {
        do {
            _ = try await asApplication(tenant: tenant, sql)
        } catch let error as PostgresError {
            return error.sqlState
        }
        return nil
    }

    @Test func `a query without a predicate sees the tenant's own rows only`() async throws {
        #expect(
            try await asApplication(tenant: TwoTenants.first, "SELECT id FROM menus") == [TwoTenants.first])
        #expect(
            try await asApplication(tenant: TwoTenants.second, "SELECT id FROM menus") == [TwoTenants.second])
    }

    @Test func `without a tenant nothing is seen and nothing throws`() async throws {
        #expect(try await asApplication(tenant: nil, "SELECT id FROM menus") == [])
        #expect(try await asApplication(tenant: "", "SELECT id FROM menus") == [])
    }

    @Test func `the tenant ends with its transaction and the next one sees nothing`() async throws {
        try await TestDatabase.current.connectedAsApplication { connection async throws in
            try await connection.execute(
                script: "BEGIN; SELECT set_config('app.organization', '\(TwoTenants.first)', true); COMMIT")

            #expect(try await connection.texts("SELECT current_setting('app.organization', true)") == [""])
            #expect(try await connection.texts("SELECT id FROM menus") == [])
        }
    }

    @Test func `a row of another tenant can be neither changed nor deleted nor made`() async throws {
        let update = "UPDATE menus SET name = 'x' WHERE id = '\(TwoTenants.second)' RETURNING id"
        let delete = "DELETE FROM menu_categories WHERE id = '\(TwoTenants.second)' RETURNING id"
        let insert = """
            INSERT INTO menus (id, organization_id, name, currency)
            VALUES (gen_random_uuid(), '\(TwoTenants.second)', 'x', 'PEN')
            """

        #expect(try await asApplication(tenant: TwoTenants.first, update) == [])
        #expect(try await asApplication(tenant: TwoTenants.first, delete) == [])
        #expect(try await refusal(tenant: TwoTenants.first, insert) == .insufficientPrivilege)
    }

    @Test
    func `case 21: a composite key refuses another tenant's identifier, row level security or not`()
        async throws
    {
        let insert = """
            INSERT INTO menu_categories (id, organization_id, menu_id, name, currency)
            VALUES (gen_random_uuid(), '\(TwoTenants.first)', '\(TwoTenants.second)', 'x', 'PEN')
            """

        #expect(try await refusal(tenant: TwoTenants.first, insert) == .foreignKeyViolation)
        await #expect {
            try await TestDatabase.current.connected { try await $0.execute(script: insert) }
        } throws: { error in
            (error as? PostgresError)?.sqlState == .foreignKeyViolation
        }
    }

    @Test func `the owner of the tables is fenced like everybody`() async throws {
        try await TestDatabase.current.connected { connection async throws in
            let owner = "owner_\(UInt32.random(in: 0 ... .max))"
            try await connection.execute(
                script: """
                    CREATE ROLE \(owner); GRANT USAGE ON SCHEMA public TO \(owner);
                    ALTER TABLE menus OWNER TO \(owner); SET ROLE \(owner)
                    """)

            #expect(try await connection.texts("SELECT id FROM menus") == [])
            try await connection.execute(
                script:
                    """
                    RESET ROLE; ALTER TABLE menus OWNER TO postgres; DROP OWNED BY \(owner);
                    DROP ROLE \(owner)
                    """
            )
        }
    }

    @Test func `another tenant's currency cannot be brought in either`() async throws {
        let insert = """
            INSERT INTO menu_categories (id, organization_id, menu_id, name, currency)
            VALUES (gen_random_uuid(), '\(TwoTenants.first)', '\(TwoTenants.first)', 'x', 'INR')
            """

        #expect(try await refusal(tenant: TwoTenants.first, insert) == .foreignKeyViolation)
    }

    @Test func `a code leads to its tenant before the tenant is known, by its hash only`() async throws {
        let look = "SELECT organization_id FROM lookup_key('BRANCH_PUBLIC_CODE', sha256('tenant-2-main'))"

        #expect(try await asApplication(tenant: nil, look) == [TwoTenants.second])
        #expect(try await refusal(tenant: nil, "SELECT * FROM lookup_keys") == .insufficientPrivilege)
    }

    @Test func `a code follows its row when it changes and goes with it`() async throws {
        let change = "UPDATE branches SET public_code = 'new-code' WHERE id = '\(TwoTenants.first)'"
        _ = try await asApplication(tenant: TwoTenants.first, change)

        let look = "SELECT entity_id FROM lookup_key('BRANCH_PUBLIC_CODE', sha256('new-code'))"
        let old = "SELECT entity_id FROM lookup_key('BRANCH_PUBLIC_CODE', sha256('tenant-1-main'))"
        #expect(try await asApplication(tenant: nil, look) == [TwoTenants.first])
        #expect(try await asApplication(tenant: nil, old) == [])
    }

    @Test(arguments: [
        "INSERT INTO users (id, email, is_super_admin) VALUES (gen_random_uuid(), 'a@b.c', true)",
        "UPDATE users SET is_super_admin = true", "DELETE FROM users", "TRUNCATE menus",
        "CREATE TABLE mine (id int)", "ALTER TABLE menus DISABLE ROW LEVEL SECURITY", "DROP TABLE menus",
        "INSERT INTO schema_migrations (number, name, checksum) VALUES (99, 'x', 'y')",
    ])
    func `what the application has no need of it may not do`(sql: String) async throws {
        #expect(try await refusal(tenant: TwoTenants.first, sql) == .insufficientPrivilege)
    }
}
