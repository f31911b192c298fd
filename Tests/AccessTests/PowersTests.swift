import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Rows, masks, outcomes, limits and targets against a running server, with a file that uses all of them.
@Suite(.serialized, .database(TwoTenants.template))
struct PowersTests {
    private static let fields = [
        "id", "name", "phone", "email", "birthDate", "taxId", "notes", "locale", "archivedAt",
    ]
    private static let columns = [
        "id", "name", "phone", "email", "birth_date", "tax_id", "notes", "locale", "deleted_at",
    ]

    @Test func `every role sees of every row what the file says, by every door and on every way`()
        async throws
    {
        try await TestDatabase.current.run(Self.guests)
        try await AccessWorld.serving(PowersFile.files()) { world in
            let stored = try await Self.stored(world)
            let expected = ExpectedRows(
                expected: world.expected, type: "Customer",
                scopes: [
                    "CUSTOMER": "ownSelf", "WAITER": "spanish", "CASHIER": "reachable", "ORG_ADMIN": "all",
                    "customers:read": "all",
                ], rows: try await Self.members(world))
            let matrix = RowMatrix(world: world, stored: stored, expected: expected, fields: Self.fields)
            var findings = Findings()
            var seen: Set<ExpectedRows.Value> = []

            for (turn, principal) in world.roles.enumerated() {
                findings.add(try await matrix.findings(principal, shift: turn, &seen))
            }

            #expect(findings.differences.isEmpty, "\(findings.summary)")
            #expect(findings.attempts > 2_000)
            // Nothing of the file's language goes untried: raw, null, error, and four masks.
            #expect(seen.count == 7, "\(seen)")
        }
    }

    @Test func `limits of roles and of inputs hold, and IDs must name rows in scope`() async throws {
        try await AccessWorld.serving(PowersFile.files()) { world in
            try await Self.limits(world)
            try await Self.inputs(world)
        }
    }

    // MARK: Rows

    /// Twenty guests: with and without a language, an address, and what else can be masked.
    private static let guests = """
        INSERT INTO customers (id, organization_id, name, phone, email, birth_date, tax_id, notes, locale)
        SELECT ('0190beef-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, o.id, 'Guest ' || n,
          '+5198765430' || n, CASE WHEN n % 2 = 0 THEN 'guest' || n || '@mail.example' END,
          date '1980-05-17' + n * 400, '2012345678' || n, 'likes table ' || n,
          CASE WHEN n % 4 < 2 THEN 'es' WHEN n % 4 = 2 THEN 'en' END
        FROM generate_series(1, 20) AS n, (SELECT min(id::text)::uuid AS id FROM organizations) AS o
        """

    /// The values of our tenant's customers, by ID.
    private static func stored(_ world: AccessWorld) async throws -> [String: [String: JSON]] {
        let rows = try await TestDatabase.current.rows(
            """
            SELECT \(columns.map { "\($0)::text" }.joined(separator: ", ")) FROM customers
            WHERE organization_id = '\(world.rows.ownTenant)'
            """)
        return rows.reduce(into: [:]) { stored, row in
            guard let id = row[0].flatMap({ UUIDBytes(text: $0) }) else { return }
            var values = Dictionary(
                uniqueKeysWithValues: zip(fields, row.map { $0.map(JSON.string) ?? .null }))
            values["id"] = .string(EntityKind.customer.id(id))
            stored[EntityKind.customer.id(id)] = values
        }
    }

    /// The customers of each scope, told by the database.
    private static func members(_ world: AccessWorld) async throws -> [String: Set<String>] {
        var members: [String: Set<String>] = [:]
        for (scope, condition) in PowersFile.rows {
            let rows = try await TestDatabase.current.rows(
                """
                SELECT id::text FROM customers
                WHERE organization_id = '\(world.rows.ownTenant)' AND (\(condition))
                """)
            members[scope] = Set(
                rows.compactMap { $0[0].flatMap { UUIDBytes(text: $0) } }.map { EntityKind.customer.id($0) })
        }
        return members
    }

    // MARK: Limits

    private static func limits(_ world: AccessWorld) async throws {
        let kitchen = try #require(world.roles.first { $0.role == "KITCHEN" })
        let cashier = try #require(world.roles.first { $0.role == "CASHIER" })
        let branch = try #require(world.rows.branch.map { EntityKind.branch.id($0) })
        func codes(_ document: String, _ principal: Principal) async throws -> [String] {
            try await world.client.ask(document, as: principal).errors.map(\.code)
        }
        let deep = "{ viewer { organization { branches { nodes { name } } } } }"
        let many = (0..<20).map { "m\($0): menus(branchId: \"\(branch)\") { id name }" }
        let dear = "{ \(many.joined(separator: " ")) }"
        let page = "{ branches(first: 3) { nodes { id } } }"
        let schema = "{ __schema { queryType { name } } }"

        #expect(try await codes(deep, kitchen) == ["DEPTH_LIMIT"])
        #expect(try await codes(deep, cashier) == [])
        #expect(try await codes(dear, kitchen) == ["COST_LIMIT"])
        #expect(try await codes(dear, cashier) == [])
        #expect(try await codes(page, kitchen) == ["FORBIDDEN"])
        #expect(try await codes(page, cashier) == [])
        #expect(try await world.client.ask(schema, as: kitchen).data == nil)
        #expect(try await world.client.ask(schema, as: cashier).data != nil)
    }

    private static func inputs(_ world: AccessWorld) async throws {
        let rows = try await TestDatabase.current.rows(
            """
            UPDATE tables SET capacity = CASE WHEN id = (SELECT min(id::text)::uuid FROM tables
              WHERE organization_id = '\(world.rows.ownTenant)') THEN 2 ELSE 4 END, is_active = true
            WHERE organization_id = '\(world.rows.ownTenant)'
            RETURNING id::text, branch_id::text, capacity::text
            """)
        let small = try #require(rows.first { $0[2] == "2" }?[0].flatMap { UUIDBytes(text: $0) })
        let big = try #require(
            rows.first { $0[2] == "4" && $0[1] == "\(world.rows.branch.map { "\($0)" } ?? "")" }?[0]
                .flatMap { UUIDBytes(text: $0) })
        func ask(_ role: String, _ document: String) async throws -> Answer {
            let principal = try #require(world.roles.first { $0.role == role })
            return try await world.client.ask(document, as: principal)
        }
        func set(_ table: String, _ status: String, _ role: String) async throws -> Answer {
            try await ask(
                role,
                """
                mutation { it: tableStatusSet(input: { tableId: "\(table)", status: \(status), force: true,
                  reason: "mine" }) { table { status } userErrors { message } } }
                """)
        }
        let missing = try await set(world.missing(.table), "MAINTENANCE", "WAITER")

        #expect(missing.errors.map(\.code) == ["NOT_FOUND"], "\(missing.whole)")
        #expect(try await set(EntityKind.table.id(small), "MAINTENANCE", "WAITER").errors == missing.errors)
        let done = try await set(EntityKind.table.id(big), "MAINTENANCE", "WAITER")
        #expect(done.data?["it"]?["userErrors"] == .list([]), "\(done.whole)")
        let reserved = try await set(EntityKind.table.id(big), "RESERVED", "WAITER")
        #expect(reserved.errors.map(\.code) == ["FORBIDDEN"], "\(reserved.whole)")
        let reasons = try await TestDatabase.current.rows(
            "SELECT DISTINCT reason FROM audit_log WHERE action = 'tableStatusSet'")
        #expect(reasons == [["as the file says"]])
        for (role, capacity, isLet) in [
            ("BRANCH_MANAGER", 6, true), ("BRANCH_MANAGER", 7, false), ("ORG_ADMIN", 7, true),
        ] {
            let answer = try await ask(
                role,
                """
                mutation { it: tableUpdate(input: { tableId: "\(EntityKind.table.id(big))",
                  capacity: \(capacity) }) { table { capacity } userErrors { message } } }
                """)
            #expect(answer.errors.isEmpty == isLet, "\(role) \(capacity) \(answer.whole)")
        }
        try await arguments(world, ask)
    }

    private static func arguments(
        _ world: AccessWorld, _ ask: (String, String) async throws -> Answer
    ) async throws {
        let branch = try #require(world.rows.branch.map { EntityKind.branch.id($0) })
        func tables(_ more: String) -> String {
            "{ tables(branchId: \"\(branch)\"\(more)) { nodes { id } } }"
        }

        #expect(try await ask("WAITER", tables("")).data?["tables"]?["nodes"]?.items?.count == 3)
        #expect(try await ask("WAITER", tables(", first: 4")).errors.map(\.code) == ["FORBIDDEN"])
        #expect(try await ask("CASHIER", tables(", first: 4")).errors.isEmpty)
        let space = ", spaceId: \"\(world.missing(.space))\""
        #expect(try await ask("WAITER", tables(space)).data == nil, "the argument is not there")
        #expect(try await ask("CASHIER", tables(space)).errors.isEmpty)
    }
}

extension AccessWorld {
    /// An ID of nothing.
    func missing(_ kind: EntityKind) -> String {
        kind.id(UUIDBytes(high: 0x0190_dead_0000_7000, low: 1))
    }
}

extension TestDatabase {
    /// Runs a script as a superuser.
    fileprivate func run(_ script: String) async throws {
        try await TenantRows.connected(self) { _ = try await $0.execute(script: script) }
    }

    /// The rows of a query as texts.
    fileprivate func rows(_ query: String) async throws -> [[String?]] {
        try await TenantRows.connected(self) { connection in
            guard let result = try await connection.execute(script: query).last else { return [] }
            return (0..<result.rowCount).map { row in
                (0..<result.columnCount).map { result.string(row, $0) }
            }
        }
    }
}
