import Audit
import DataLoader
import GraphQLExecution
import Postgres
import Restaurant
import TestSupport
import Testing

/// What mutations leave in the audit log, and who may read it.
@Suite(.database(World.template))
struct AuditLogTests {
    @Test func `a mutation leaves who did what, from where, and the rows before and after`() async throws {
        let world = try World()
        let override = """
            mutation {
              branchOverrideSet(input: {
                branchId: "\(World.id(.branch, 11))", itemId: "\(World.id(.item, 121))", priceMinor: 4700
              }) { userErrors { message } }
            }
            """
        _ = await world.run(override, user: 99, address: "192.0.2.7")
        _ = await world.run(override.replacing("4700", with: "4800"), user: 99, address: "192.0.2.7")

        let (text, _) = await world.run(
            """
            { auditLog(first: 1) { nodes {
              action actorKind actorId role address requestId sequence note reason branch { name }
              before after
            } pageInfo { hasNextPage } } }
            """)

        let user = World.id(.user, 99)
        #expect(
            text.contains(
                """
                {"action":"branchOverrideSet","actorKind":"USER","actorId":"\(user)","role":"ORG_ADMIN",\
                "address":"192.0.2.7","requestId":"test","sequence":2,"note":null,"reason":null,\
                "branch":{"name":"Miraflores"},
                """.dropLast()), "\(text)")
        #expect(text.contains(#""before":{"branch_overrides":["#), "\(text)")
        let before = try #require(text.firstRange(of: #""price_minor":4700"#), "\(text)")
        let after = try #require(text.firstRange(of: #""price_minor":4800"#), "\(text)")
        #expect(before.lowerBound < after.lowerBound)
        #expect(text.contains(#""pageInfo":{"hasNextPage":true}"#))
    }

    @Test func `what happens at one branch is one entry in its chain, the parts of its rows included`()
        async throws
    {
        let world = try World()

        let (made, _) = await world.run(
            """
            mutation { orderCreate(input: { branchId: "\(World.id(.branch, 11))", type: TAKEAWAY,
              \(World.moneyKey()), confirm: true, lines: [\(World.platter("2"))] }) {
              order { id } userErrors { message } } }
            """, role: "WAITER", branches: [11], member: 404)

        #expect(made.contains(#""userErrors":[]"#), "\(made)")
        #expect(
            try await World.texts("SELECT concat_ws(' ', action, branch_id) FROM audit_log")
                == ["orderCreate \(World.uuid(11))"])
        let after = try await World.texts("SELECT after_image FROM audit_log").joined()
        for part in ["order_line_modifiers", "order_line_taxes", "ticket_lines"] {
            #expect(after.contains("\"\(part)\""), "\(after)")
        }
    }

    @Test func `every table says by its column of which branch a row is, or it is known whose it is`()
        async throws
    {
        let parts = [
            "cart_coupons", "cart_line_modifiers", "cart_lines", "cart_rewards", "check_lines",
            "coupon_counts", "coupon_redemptions", "loyalty_accounts", "loyalty_entries", "order_charges",
            "order_checks", "order_courses", "order_discounts", "order_line_modifiers", "order_line_taxes",
            "session_guests", "ticket_lines",
        ]
        let ofTheOrganization = [
            "branches", "coupons", "customers", "images", "invitations", "item_modifier_groups", "members",
            "loyalty_programs", "loyalty_tiers",
            "menu_categories", "menu_items", "menu_schedules", "menus", "modifier_child_groups",
            "modifier_groups", "modifiers", "organizations", "persisted_documents", "rewards",
            "tax_classes", "tax_rates", "translations", "uploads", "void_reasons",
        ]
        let found = try await World.texts(
            """
            SELECT c.relname FROM pg_class AS c JOIN pg_trigger AS t ON t.tgrelid = c.oid
            WHERE t.tgname = 'audit_insert' AND NOT EXISTS (
              SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname = 'branch_id')
            ORDER BY c.relname
            """)

        // A part is listed in `ChangeSet` too.
        #expect(found == (parts + ofTheOrganization).sorted())
    }

    @Test func `rows say who made them and who changed them`() async throws {
        let world = try World()

        _ = await world.run(Acts.category("Postres"), user: 99)

        let stamps = try await World.texts(
            "SELECT concat_ws(' ', created_by, updated_by) FROM menu_categories WHERE name = 'Postres'")
        #expect(stamps == ["\(World.uuid(99)) \(World.uuid(99))"])
    }

    @Test func `a token that the operator made for no login is a tool's, not a guest's`() async throws {
        let world = try World()

        _ = await world.run(Acts.category("Postres"), address: "192.0.2.7")

        #expect(
            try await World.texts("SELECT concat_ws(' ', actor_kind, actor_id, address) FROM audit_log")
                == ["SYSTEM 192.0.2.7"])
    }

    @Test func `an organization's log knows nothing of its founder's place elsewhere`() async throws {
        let world = try World()

        _ = await world.run(
            """
            mutation { organizationCreate(input: { name: "A", slug: "a-a",
              branch: { name: "B", slug: "b-b", preset: PE } }) { userErrors { message } } }
            """, member: 401)

        #expect(
            try await World.texts("SELECT coalesce(member_id::text, 'none') FROM audit_log")
                .allSatisfy { $0 == "none" })
        #expect(try await World.texts("SELECT id FROM audit_log").count == 2)
    }

    @Test func `what is refused leaves nothing`() async throws {
        let world = try World()

        let (text, _) = await world.run(Acts.availability(item: 220, isAvailable: false))

        #expect(text.contains("NOT_FOUND"))
        #expect(try await World.texts("SELECT action FROM audit_log") == [])
        #expect(try await World.texts("SELECT id FROM event_counters WHERE audit_sequence > 0") == [])
    }

    @Test func `an act that changes no row is an entry of the branch that it names`() async throws {
        let world = try World()

        let (text, _) = await world.run(Acts.availability(item: 120, isAvailable: true))

        #expect(text.contains(#""userErrors":[]"#), "\(text)")
        #expect(
            try await World.texts(
                "SELECT concat_ws(' ', action, branch_id, before_image, after_image) FROM audit_log")
                == ["itemAvailabilitySet \(World.uuid(11))"])
    }

    @Test func `each mutation of a document is an entry of its own`() async throws {
        let world = try World()

        _ = await world.run(
            "mutation {" + Acts.category("A").dropFirst("mutation {".count).dropLast()
                + Acts.category("B").dropFirst("mutation {".count))

        #expect(
            try await World.texts("SELECT action || sequence FROM audit_log ORDER BY sequence")
                == ["categoryCreate1", "categoryCreate2"])
    }

    @Test func `no mutation of the schema is without its record`() async throws {
        let world = try World()
        let caller = TenantCaller(organization: World.uuid(1), role: "ORG_ADMIN")
        let sessions = TenantSessions(readPool: world.readPool, writePool: world.writePool)

        await #expect(throws: LoadError.self) {
            try await sessions.write(for: caller) {
                (session: TenantSession) async throws(LoadError) -> (value: Void, commit: Bool) in
                do throws(PostgresError) {
                    _ = try await session.run([Statement("rename", "UPDATE menus SET name = 'X'").bind()])
                } catch {
                    throw LoadError(error)
                }
                return ((), true)
            }
        }

        #expect(try await World.texts("SELECT name FROM menus WHERE name = 'X'") == [])
    }

    // MARK: Reading

    @Test(arguments: ["WAITER", "KITCHEN", "CASHIER", "CUSTOMER", "INTEGRATOR", "PUBLIC"])
    func `the log does not exist for roles that may not read it`(role: String) async throws {
        let (text, _) = try await World().run("{ auditLog { nodes { id } } }", role: role)

        #expect(text.contains("auditLog"))
        #expect(text.contains(#""errors""#) && !text.contains(#""data""#), "\(text)")
    }

    @Test func `who reaches some branches sees their acts only, the organization's own not`() async throws {
        let world = try World()
        try await Acts.everywhere(world)
        let query = "{ auditLog { nodes { action branch { name } } } }"

        let all = await world.run(query)
        let manager = await world.run(query, role: "BRANCH_MANAGER", branches: [12])
        let foreign = await world.run(query, organization: 2)

        #expect(
            all.text
                == #"{"data":{"auditLog":{"nodes":[{"action":"categoryCreate","branch":null},"#
                + #"{"action":"itemAvailabilitySet","branch":{"name":"Barranco"}},"#
                + #"{"action":"itemAvailabilitySet","branch":{"name":"Miraflores"}}]}}}"#)
        #expect(
            manager.text
                == #"{"data":{"auditLog":{"nodes":["#
                + #"{"action":"itemAvailabilitySet","branch":{"name":"Barranco"}}]}}}"#)
        #expect(foreign.text == #"{"data":{"auditLog":{"nodes":[]}}}"#)
    }

    @Test func `what was done with keys is shown to those who may see keys`() async throws {
        let world = try World()
        _ = await world.run(
            """
            mutation { apiKeyCreate(input: { name: "Till", scopes: ["menu:read"],
              branchId: "\(World.id(.branch, 11))" }) { userErrors { message } } }
            """, member: 401)
        let query = "{ auditLog { nodes { action } } }"

        let admin = await world.run(query)
        let manager = await world.run(query, role: "BRANCH_MANAGER", branches: [11])

        #expect(admin.text.contains("apiKeyCreate"), "\(admin.text)")
        #expect(manager.text == #"{"data":{"auditLog":{"nodes":[]}}}"#)
    }

    @Test func `an entry of a large change says how large it is`() async throws {
        let world = try World()
        try await Acts.changeGuest(world, phone: String(repeating: "9", count: 300_000))

        let (text, _) = await world.run("{ auditLog { nodes { before after } } }")

        #expect(text.contains(#""before":null,"after":{"tooLargeToShow":"#), "\(text.prefix(300))")
        #expect(text.utf8.count < 200)
        #expect(try await Acts.firstBreak() == nil)
    }

    @Test func `an entry is found by its ID within the reader's reach only`() async throws {
        let world = try World()
        try await Acts.everywhere(world)
        let stored = try await World.texts("SELECT id FROM audit_log WHERE branch_id = '\(World.uuid(11))'")
        let uuid = try #require(stored.first.flatMap { UUIDBytes(text: $0) })
        let query = "{ node(id: \"\(EntityKind.auditEntry.id(uuid))\") { ... on AuditLogEntry { action } } }"

        let found = await world.run(query)
        let manager = await world.run(query, role: "BRANCH_MANAGER", branches: [12])
        let foreign = await world.run(query, organization: 2)

        #expect(found.text == #"{"data":{"node":{"action":"itemAvailabilitySet"}}}"#)
        #expect(manager.text.contains("NOT_FOUND"))
        #expect(foreign.text.contains("NOT_FOUND"))
    }

    /// Arguments, and the actions and branches that they leave of three.
    static let filters: [(arguments: String, count: Int)] = [
        (#"action: "categoryCreate""#, 1), (#"action: "other""#, 0), ("action: \"\\u0000\"", 0),
        ("branchId: \"\(World.id(.branch, 11))\"", 1), ("branchId: \"\(World.id(.branch, 21))\"", 0),
        ("branchId: \"\(World.id(.item, 11))\"", 0), ("branchId: null, action: null", 3),
        ("actorId: \"\(World.id(.user, 98))\"", 2), ("actorId: \"\(World.id(.user, 97))\"", 0),
        (#"requestId: "test""#, 3), (#"requestId: "x""#, 0),
        (#"since: "2026-01-01T00:00:00Z""#, 3), (#"since: "2100-01-01T00:00:00Z""#, 0),
        (#"until: "2026-01-01T00:00:00Z""#, 0), (#"until: "2100-01-01T00:00:00+05:30""#, 3),
        ("actorId: \"\(World.id(.user, 98))\", branchId: \"\(World.id(.branch, 12))\"", 1),
    ]

    @Test(arguments: filters)
    func `filters leave what they say`(arguments: String, count: Int) async throws {
        let world = try World()
        try await Acts.everywhere(world)

        let (text, _) = await world.run("{ auditLog(\(arguments)) { nodes { action } } }")

        #expect(text.ranges(of: "\"action\"").count == count, "\(text)")
        #expect(!text.contains("errors"), "\(text)")
    }

    @Test func `the acts on one object are found by its ID`() async throws {
        let world = try World()
        try await Acts.everywhere(world)
        let stored = try await World.texts("SELECT id FROM menu_categories WHERE name = 'Everywhere'")
        let uuid = try #require(stored.first.flatMap { UUIDBytes(text: $0) })

        let (text, _) = await world.run(
            "{ auditLog(entityId: \"\(EntityKind.category.id(uuid))\") { nodes { action } } }")

        #expect(text == #"{"data":{"auditLog":{"nodes":[{"action":"categoryCreate"}]}}}"#)
    }

    @Test func `pages go back in time, each entry once`() async throws {
        let world = try World()
        for number in 1...7 { _ = await world.run(Acts.category("C\(number)")) }

        var names: [String] = []
        var after = "null"
        for _ in 1...4 {
            let (text, _) = await world.run(
                """
                { auditLog(first: 2, after: \(after)) { edges { cursor node { sequence } } } }
                """)
            names += text.split(separator: "\"sequence\":").dropFirst().map {
                String($0.prefix { $0 != "}" })
            }
            let cursors = text.split(separator: "\"cursor\":\"").dropFirst()
            after = "\"\(cursors.last?.prefix { $0 != "\"" } ?? "")\""
        }

        #expect(names == ["7", "6", "5", "4", "3", "2", "1"])
    }

    // MARK: Personal values

    @Test func `personal values are sealed in the log, shown to readers, and gone with their key`()
        async throws
    {
        let world = try World()
        try await Acts.changeGuest(world, phone: "+51987654321")
        let query = "{ auditLog { nodes { before after } } }"

        let stored = try await World.texts("SELECT concat(before_image, after_image) FROM audit_log")
        let shown = await world.run(query)
        try await Acts.eraseGuest(world)
        let erased = await world.run(query)

        #expect(stored.count == 1 && !stored[0].contains("987654321") && stored[0].contains("sealed"))
        #expect(shown.text.contains(#""phone":"+51987654321""#), "\(shown.text)")
        #expect(!erased.text.contains("987654321") && erased.text.contains(#""@erased": true"#))
        #expect(erased.text.contains(#""points":5"#), "what is not personal stays")
        #expect(try await Acts.firstBreak() == nil)
    }

    @Test func `nothing personal of an erased person enters the log again`() async throws {
        let world = try World()
        try await Acts.changeGuest(world, phone: "+51987654321")
        try await Acts.eraseGuest(world)

        try await Acts.changeGuest(world, phone: "+51111111111")

        let stored = try await World.texts("SELECT concat(before_image, after_image) FROM audit_log")
        #expect(stored.count == 2)
        #expect(stored.allSatisfy { !$0.contains("111111111") })
        // That of stored answers is nobody's.
        let living = "SELECT id FROM personal_keys WHERE key IS NOT NULL AND NOT seals_answers"
        #expect(try await World.texts(living) == [])
        let (text, _) = await world.run("{ auditLog { nodes { before after } } }")
        #expect(!text.contains("111111111") && !text.contains("sealed"), "\(text)")
        #expect(try await Acts.firstBreak() == nil)
    }
}
