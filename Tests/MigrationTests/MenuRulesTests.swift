import Postgres
import TestSupport
import Testing

/// What the tables of the menu refuse by themselves, whoever writes.
@Suite(.database(.twoTenants)) struct MenuRulesTests {
    private static let tenant = TwoTenants.first

    /// The constraint by which a script is refused; nil when it is not.
    private func violated(_ script: String) async throws -> String? {
        try await TestDatabase.current.connected { connection in
            do throws(PostgresError) {
                try await connection.execute(script: script)
            } catch {
                return error.constraintName ?? error.message
            }
            return nil
        }
    }

    private func id(_ number: Int) -> String {
        let digits = String(number)
        return "00000000-0000-0000-0000-" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    /// Categories 10, 11, …, each below the one before.
    private func categories(_ count: Int) -> String {
        (0..<count).map { level in
            let parent = level == 0 ? "NULL" : "'\(id(9 + level))'"
            return """
                INSERT INTO menu_categories (id, organization_id, menu_id, parent_id, name, currency)
                VALUES ('\(id(10 + level))', '\(Self.tenant)', '\(Self.tenant)', \(parent), 'level', 'PEN');
                """
        }.joined()
    }

    /// Groups 10, 11, … with a modifier each (20, 21, …), each opened by the modifier before.
    private func groups(_ count: Int) -> String {
        (0..<count).map { level in
            var sql = """
                INSERT INTO modifier_groups (id, organization_id, name, currency)
                VALUES ('\(id(10 + level))', '\(Self.tenant)', 'G', 'PEN');
                INSERT INTO modifiers (id, organization_id, group_id, name, currency)
                VALUES ('\(id(20 + level))', '\(Self.tenant)', '\(id(10 + level))', 'M\(level)', 'PEN');
                """
            if level > 0 { sql += link(from: 19 + level, to: 10 + level) }
            return sql
        }.joined()
    }

    private func link(from modifier: Int, to group: Int) -> String {
        """
        INSERT INTO modifier_child_groups (id, organization_id, modifier_id, group_id, currency)
        VALUES (gen_random_uuid(), '\(Self.tenant)', '\(id(modifier))', '\(id(group))', 'PEN');
        """
    }

    @Test(arguments: [(8, nil), (9, "menu_categories_depth")])
    func `categories nest to eight levels`(count: Int, constraint: String?) async throws {
        #expect(try await violated(categories(count)) == constraint)
    }

    @Test func `a category cannot be moved below itself`() async throws {
        let move = "UPDATE menu_categories SET parent_id = '\(id(12))' WHERE id = '\(id(10))'"

        #expect(try await violated(categories(3) + move) == "menu_categories_acyclic")
    }

    @Test func `a subtree cannot be moved to where it becomes too deep`() async throws {
        let move = "UPDATE menu_categories SET parent_id = '\(id(17))' WHERE id = '\(Self.tenant)'"
        let child = """
            INSERT INTO menu_categories (id, organization_id, menu_id, parent_id, name, currency)
            VALUES ('\(id(30))', '\(Self.tenant)', '\(Self.tenant)', '\(Self.tenant)', 'x', 'PEN');
            """

        #expect(try await violated(categories(8) + child + move) == "menu_categories_depth")
    }

    @Test func `siblings differ in more than the case of letters, also at the top`() async throws {
        let twin = """
            INSERT INTO menu_categories (id, organization_id, menu_id, name, currency)
            VALUES ('\(id(30))', '\(Self.tenant)', '\(Self.tenant)', 'c', 'PEN')
            """

        #expect(try await violated(twin) == "menu_categories_live_name_key")
    }

    @Test(arguments: [(8, nil), (9, "modifier_child_groups_depth")])
    func `modifier groups nest to eight levels`(count: Int, constraint: String?) async throws {
        #expect(try await violated(groups(count)) == constraint)
    }

    @Test(arguments: [1, 2, 5])
    func `a modifier group cannot open itself, through however many others`(count: Int) async throws {
        let script = groups(count) + link(from: 19 + count, to: 10)

        #expect(try await violated(script) == "modifier_child_groups_acyclic")
    }

    @Test func `a modifier cannot be moved to where its child groups close a circle`() async throws {
        let move = "UPDATE modifiers SET group_id = '\(id(11))' WHERE id = '\(id(20))'"

        #expect(try await violated(groups(2) + move) == "modifier_child_groups_acyclic")
    }

    @Test(arguments: [
        ("min_select, max_select", "2, 1", "modifier_groups_max_reaches_min"),
        ("max_select, free_quantity", "1, 2", "modifier_groups_free_within_max"),
        ("per_option_max", "2", "modifier_groups_per_option_needs_quantity"),
    ])
    func `contradictory limits are refused`(columns: String, values: String, constraint: String) async throws
    {
        let insert = """
            INSERT INTO modifier_groups (id, organization_id, name, currency, \(columns))
            VALUES ('\(id(10))', '\(Self.tenant)', 'G', 'PEN', \(values))
            """

        #expect(try await violated(insert) == constraint)
    }

    @Test func `rates of one component do not overlap`() async throws {
        let rates = """
            INSERT INTO tax_classes (id, organization_id, name, code)
            VALUES ('\(id(10))', '\(Self.tenant)', 'IGV', 'IGV');
            INSERT INTO tax_rates (
                id, organization_id, tax_class_id, component, rate_bps, valid_from, valid_to)
            VALUES ('\(id(11))', '\(Self.tenant)', '\(id(10))', 'IGV', 1600, '2011-03-01', '2025-12-31'),
                ('\(id(12))', '\(Self.tenant)', '\(id(10))', 'IPM', 200, '2011-03-01', NULL),
            """
        let next = "('\(id(13))', '\(Self.tenant)', '\(id(10))', 'IGV', 1550, '2026-01-01', NULL)"
        let early = "('\(id(13))', '\(Self.tenant)', '\(id(10))', 'IGV', 1550, '2025-12-31', NULL)"

        #expect(try await violated(rates + early) == "tax_rates_no_overlap")
        #expect(try await violated(rates + next) == nil)
    }

    @Test(arguments: [
        // Friday the 6th of March 2026; bit 4 is Friday.
        ("16, '12:00', '15:30', NULL, NULL, '2026-03-06 12:00'", true),
        ("16, '12:00', '15:30', NULL, NULL, '2026-03-06 15:30'", false),
        ("15, '12:00', '15:30', NULL, NULL, '2026-03-06 12:00'", false),
        ("16, '22:00', '02:00', NULL, NULL, '2026-03-06 23:00'", true),
        ("16, '22:00', '02:00', NULL, NULL, '2026-03-07 01:59'", true),
        ("16, '22:00', '02:00', NULL, NULL, '2026-03-07 02:00'", false),
        ("16, '22:00', '02:00', NULL, NULL, '2026-03-06 01:00'", false),
        ("16, NULL, NULL, NULL, NULL, '2026-03-06 00:00'", true),
        ("127, '12:00', '24:00', NULL, NULL, '2026-03-06 23:59:59'", true),
        ("127, '08:00', '08:00', NULL, NULL, '2026-03-06 07:00'", true),
        ("127, '22:00', '02:00', '2026-03-06', '2026-03-06', '2026-03-07 01:00'", true),
        ("127, '22:00', '02:00', '2026-03-07', NULL, '2026-03-07 01:00'", false),
        ("127, NULL, NULL, NULL, '2026-03-05', '2026-03-06 12:00'", false),
    ])
    func `a schedule matches its own days, over midnight too`(arguments: String, matches: Bool) async throws {
        let answer = try await TestDatabase.current.connected {
            try await $0.texts("SELECT schedule_matches(\(arguments))")
        }

        #expect(answer == [matches ? "t" : "f"])
    }
}
