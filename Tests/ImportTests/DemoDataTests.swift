import Postgres
import Restaurant
import TestSupport
import Testing

@Suite(.database(.migratedForImport)) struct DemoDataTests {
    @Test func `two organizations come with three branches each, floors, taxes and long menus`() async throws
    {
        let database = try TestDatabase.current

        let organizations = try await database.connected {
            try await DemoData(directory: demoDirectory).load(on: $0)
        }

        #expect(organizations.map(\.slug) == ["mar-adentro", "dakshin-tiffin"])
        #expect(organizations.map(\.branches.count) == [3, 3])
        #expect(organizations.map(\.isNew) == [true, true])
        let items = try await database.texts("SELECT count(*) FROM menu_items GROUP BY organization_id")
        #expect(items.compactMap { Int($0) }.allSatisfy { (40...80).contains($0) } && items.count == 2)
        #expect(
            try await database.texts(
                """
                SELECT branches.slug FROM branches WHERE EXISTS (
                    SELECT FROM availability_blocks WHERE branch_id = branches.id)
                AND EXISTS (SELECT FROM branch_overrides
                    WHERE branch_id = branches.id AND (price_minor IS NOT NULL OR is_hidden))
                AND EXISTS (SELECT FROM tables WHERE branch_id = branches.id)
                """
            ).count == 6)
    }

    @Test func `loading again changes nothing, also what people have changed`() async throws {
        let database = try TestDatabase.current
        let first = try await database.connected { try await DemoData(directory: demoDirectory).load(on: $0) }
        _ = try await database.texts("UPDATE menu_items SET name = 'Mine' WHERE sku = 'CEV-01'")

        let again = try await database.connected { try await DemoData(directory: demoDirectory).load(on: $0) }

        #expect(again.map(\.id) == first.map(\.id))
        #expect(again.map(\.isNew) == [false, false])
        #expect(try await database.texts("SELECT name FROM menu_items WHERE sku = 'CEV-01'") == ["Mine"])
    }

    /// Whoever starts the server at night is to meet a house where something can be ordered.
    @Test func `the first house sells at every hour`() async throws {
        let database = try TestDatabase.current
        let first = try await database.connected { try await DemoData(directory: demoDirectory).load(on: $0) }

        let sold = try await database.texts(
            """
            SELECT DISTINCT organizations.slug FROM organizations
            JOIN menus ON menus.organization_id = organizations.id
            JOIN menu_categories ON menu_categories.menu_id = menus.id
            JOIN menu_items ON menu_items.category_id = menu_categories.id
            WHERE NOT EXISTS (SELECT FROM menu_schedules WHERE menu_id = menus.id)
            AND NOT EXISTS (SELECT FROM menu_schedules WHERE category_id = menu_categories.id)
            AND NOT EXISTS (SELECT FROM menu_schedules WHERE item_id = menu_items.id)
            """)

        #expect(sold == [try #require(first.first).slug])
    }

    @Test func `every dish has its name in the second language`() async throws {
        let database = try TestDatabase.current
        _ = try await database.connected { try await DemoData(directory: demoDirectory).load(on: $0) }

        let untranslated = try await database.texts(
            """
            SELECT name FROM menu_items WHERE NOT EXISTS (
                SELECT FROM translations
                WHERE entity_id = menu_items.id AND field = 'name' AND locale IN ('en', 'hi'))
            """)

        #expect(untranslated == [])
    }

    @Test func `modifiers nest to three levels`() async throws {
        let database = try TestDatabase.current
        _ = try await database.connected { try await DemoData(directory: demoDirectory).load(on: $0) }

        let third = try await database.texts(
            """
            SELECT DISTINCT used.organization_id FROM item_modifier_groups AS used
            JOIN modifiers AS one USING (organization_id, group_id)
            JOIN modifier_child_groups AS open ON open.modifier_id = one.id
            JOIN modifiers AS two ON two.group_id = open.group_id
            JOIN modifier_child_groups AS deeper ON deeper.modifier_id = two.id
            """)

        #expect(third.count == 2)
    }
}

@Suite(.database(.migratedForImport)) struct SeederTests {
    @Test func `organizations are made to shape and not made twice`() async throws {
        let database = try TestDatabase.current

        let totals = try await database.connected { try await Seeder().seed(organizations: 2, on: $0) }

        #expect(totals.organizations == 2)
        #expect(totals.rows.first { $0.table == "menu_items" }?.count == 400)
        #expect(try await database.texts("SELECT count(*) FROM item_modifier_groups") == ["1200"])
        #expect(
            try await database.texts(
                "SELECT count(*) FROM item_modifier_groups JOIN modifiers USING (organization_id, group_id)")
                == ["6000"])
        let again = try await database.connected { try await Seeder().seed(organizations: 2, on: $0) }
        #expect(again.organizations == 0 && again.skipped == 2)
    }

    @Test func `the same number gives the same rows`() async throws {
        let first = try await digest()
        let second = try await digest()

        #expect(first == second)
    }

    /// Seeds, sums up what is there, and empties the database again.
    private func digest() async throws -> [String] {
        let database = try TestDatabase.current
        var shape = SeedShape()
        shape.items = 2
        let small = shape
        _ = try await database.connected { try await Seeder(shape: small).seed(organizations: 1, on: $0) }
        let digest = try await database.texts(
            """
            SELECT md5(string_agg(concat_ws(' ', id, name, price_minor, allergens::text), ',' ORDER BY id))
            FROM menu_items
            UNION ALL
            SELECT md5(string_agg(concat_ws(' ', id, name, price_delta_minor), ',' ORDER BY id))
            FROM modifiers
            """)
        // The books let nobody empty them but a superuser who turns their trigger off.
        _ = try await PostgresConnection.withConnection(
            database.configuration, reactors: TestReactors.shared
        ) {
            try await $0.execute(
                script: "SET session_replication_role = replica; TRUNCATE organizations CASCADE")
        }
        return digest
    }
}
