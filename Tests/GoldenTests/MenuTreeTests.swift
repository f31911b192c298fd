import DataLoader
import GraphQLExecution
import GraphQLSchema
import Permissions
import Postgres
import Restaurant
import TestSupport
import Testing

/// What the menu tree costs, and that all its levels see one instant.
@Suite(.database(World.template))
struct MenuTreeTests {
    /// One statement a level, from the menu down to the options of an option.
    private static let levels = [
        "Menu.inBranch", "MenuCategory.topByMenu", "MenuCategory.byParent", "MenuItem.byCategory",
        "ModifierGroup.byItem", "Modifier.byGroup", "ModifierGroup.byModifier", "Modifier.byGroup",
    ]

    /// The whole tree with what a waiter's screen shows: names by locale, prices, availability.
    private static let tree = """
        { menu(id: "\(World.id(.menu, 100))", branchId: "\(World.id(.branch, 11))", locale: "en-US",
               at: "2026-03-01T18:00:00Z") {
            name isAvailable
            categories { name isAvailable
              children { name isAvailable
                items { name isAvailable price { amountMinor formatted } availability { reason }
                  modifierGroups { name min max
                    modifiers { name isAvailable priceDelta { amountMinor }
                      childGroups { name min max
                        modifiers { name isAvailable priceDelta { amountMinor } } } } } } } } } }
        """

    @Test
    func `case 22: ten times the rows at every level cost the same statements`() async throws {
        let world = try World()
        let before = await world.run(Self.tree, role: "WAITER")

        try await World.asSuperuser(Self.tenTimes)
        let after = await world.run(Self.tree, role: "WAITER")

        #expect(before.statements.map(\.statement.name) == Self.levels)
        #expect(after.statements.map(\.statement.name) == Self.levels)
        #expect(after.statements.map(\.round) == Array(Self.levels.indices))
        let few = before.statements.map { $0.rows ?? 0 }
        let many = after.statements.map { $0.rows ?? 0 }
        #expect(few.allSatisfy { $0 > 0 })
        #expect(many.first == 1)
        for (level, name) in Self.levels.enumerated().dropFirst() {
            #expect(many[level] >= few[level] * 10, "\(name): \(few[level]) rows, then \(many[level])")
        }
    }

    @Test
    func `two branches read at once cost what one costs`() async throws {
        let world = try World()
        let document = """
            { branches(first: 2) { nodes { menus { categories { children { items { price { amountMinor }
                modifierGroups { modifiers { childGroups { modifiers { name } } } } } } } } } } }
            """

        let one = await world.run(document, role: "WAITER", branches: [11])
        let both = await world.run(document, role: "WAITER")

        let names = ["Branch.all", "Menu.byBranch"] + Self.levels.dropFirst()
        #expect(one.statements.map(\.statement.name) == names)
        #expect(both.statements.map(\.statement.name) == names)
    }

    @Test(arguments: 1...7)
    func `levels see nothing of a change between them`(_ level: Int) async throws {
        let world = try World()
        let configuration = try TestDatabase.current.configuration
        let before = await world.run(Self.tree, role: "WAITER")
        let response = try await interrupted(world, beforeRound: level) {
            try await PostgresConnection.withConnection(
                configuration, reactors: TestReactors.shared
            ) { _ = try await $0.execute(script: Self.change) }
        }
        let after = await world.run(Self.tree, role: "WAITER")

        #expect(response.body.text == before.text)
        #expect(after.text != before.text)
    }

    @Test(arguments: [1, 4])
    func `a read whose connection breaks between two levels is read again`(_ level: Int) async throws {
        let world = try World()
        let configuration = try TestDatabase.current.configuration
        let before = await world.run(Self.tree, role: "WAITER")

        let response = try await interrupted(world, beforeRound: level) {
            try await PostgresConnection.withConnection(
                configuration, reactors: TestReactors.shared
            ) {
                _ = try await $0.execute(
                    script: """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE datname = current_database() AND usename = 'comanda_app'
                        """)
            }
        }

        #expect(response.body.text == before.text)
    }

    /// Reads the tree while something happens before one of its rounds.
    private func interrupted(
        _ world: World, beforeRound level: Int, _ action: @escaping @Sendable () async throws -> Void
    ) async throws -> GraphQLResponse {
        let services = try World.services()
        let sessions = TenantSessions(readPool: world.readPool, writePool: world.writePool)
        let service = try GraphQLService(
            schema: Schema(sdl: Repository.text("schema.graphql")), resolvers: Restaurant.resolvers,
            mutations: InterruptedSessions.mutations(services),
            detached: Restaurant.detachedMutations(nil, services, sessions),
            sessions: InterruptedSessions(
                sessions: sessions,
                interruption: Interruption(beforeRound: level, action)), scalars: Restaurant.scalars)
        return await service.execute(
            GraphQLRequest(document: Array(Self.tree.utf8)),
            for: TenantCaller(organization: World.uuid(1), role: "WAITER"),
            access: world.permissions.policy(for: "WAITER"),
            values: RequestValues(nowSeconds: 0),
            requestID: "test")
    }

    /// Changes something that each level shows, and committed before it returns.
    private static let change = """
        UPDATE menus SET name = name || '!';
        UPDATE menu_categories SET name = name || '!';
        UPDATE menu_items SET name = name || '!', price_minor = price_minor + 1;
        UPDATE modifiers SET archived_at = now();
        UPDATE modifier_groups SET name = 'other ' || name;
        DELETE FROM translations
        """

    /// Nine more of each category at both levels, and of each item, group, option and link below.
    private static let tenTimes = """
        INSERT INTO menu_categories (id, organization_id, menu_id, parent_id, name, position, currency)
        SELECT gen_random_uuid(), organization_id, menu_id, NULL, name || ' ' || n, position, currency
        FROM menu_categories, generate_series(1, 9) AS n WHERE parent_id IS NULL;
        INSERT INTO menu_categories (id, organization_id, menu_id, parent_id, name, position, currency)
        SELECT gen_random_uuid(), organization_id, menu_id, parent_id, name || ' ' || n, position, currency
        FROM menu_categories, generate_series(1, 9) AS n WHERE parent_id IS NOT NULL;
        INSERT INTO menu_items (id, organization_id, menu_id, category_id, name, price_minor, currency)
        SELECT gen_random_uuid(), organization_id, menu_id, category_id, name || ' ' || n, price_minor,
            currency
        FROM menu_items, generate_series(1, 9) AS n;
        INSERT INTO modifier_groups (id, organization_id, name, currency)
        SELECT gen_random_uuid(), organization_id, name || ' ' || n, currency
        FROM modifier_groups, generate_series(1, 9) AS n;
        INSERT INTO modifiers (id, organization_id, group_id, name, price_delta_minor, currency, position)
        SELECT gen_random_uuid(), m.organization_id, g.id, m.name || ' ' || n, price_delta_minor, m.currency,
            9
        FROM modifiers AS m JOIN modifier_groups AS g ON g.organization_id = m.organization_id,
            generate_series(1, 9) AS n
        ON CONFLICT DO NOTHING;
        INSERT INTO item_modifier_groups (id, organization_id, item_id, group_id, currency)
        SELECT gen_random_uuid(), i.organization_id, i.id, g.id, g.currency
        FROM menu_items AS i JOIN modifier_groups AS g ON g.organization_id = i.organization_id
        ON CONFLICT DO NOTHING;
        INSERT INTO modifier_child_groups (id, organization_id, modifier_id, group_id, currency)
        SELECT gen_random_uuid(), m.organization_id, m.id, g.id, g.currency
        FROM modifiers AS m JOIN modifier_groups AS g ON g.organization_id = m.organization_id
        WHERE m.group_id = '\(World.uuid(130))' AND g.name LIKE 'Guarnición%'
        ON CONFLICT DO NOTHING;
        INSERT INTO translations (id, organization_id, entity_type, entity_id, field, locale, value)
        SELECT gen_random_uuid(), organization_id, 'menu_items', id, 'name', 'en', name FROM menu_items
        ON CONFLICT DO NOTHING
        """
}
