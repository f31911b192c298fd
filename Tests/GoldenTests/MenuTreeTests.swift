import Foundation
import Postgres
import Restaurant
import Synchronization
import TestSupport
import Testing

/// What the menu tree costs, and that all its levels see one instant.
@Suite(.database(World.template))
struct MenuTreeTests {
    @Test
    func `ten times the rows cost the same statements`() async throws {
        let document = try Repository.text("Tests/GoldenTests/Queries/menus/menu-tree.graphql")
        let world = try World()
        let before = await world.run(document, role: "WAITER")

        try await World.asSuperuser(Self.tenTimes)
        let after = await world.run(document, role: "WAITER")

        #expect(after.text.utf8.count > before.text.utf8.count * 4)
        #expect(after.statements.map(\.statement.name) == before.statements.map(\.statement.name))
    }

    @Test
    func `levels see nothing of a change between them`() async throws {
        let document = try Repository.text("Tests/GoldenTests/Queries/menus/menu-tree.graphql")
        let world = try World()
        let before = await world.run(document, role: "WAITER")
        let url = try TestDatabase.current.url
        let isChanged = Mutex(false)

        // The observer runs on the connection's own thread, so the next level waits until the change is
        // committed.
        let during = await world.run(document, role: "WAITER") { event in
            guard event.statement.name == "MenuCategory.topByMenu" else { return }
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["psql", "-qX", url, "-c", Self.change]
            try? process.run()
            process.waitUntilExit()
            isChanged.withLock { $0 = process.terminationStatus == 0 }
        }
        let after = await world.run(document, role: "WAITER")

        #expect(isChanged.withLock { $0 })
        #expect(during.text == before.text)
        #expect(after.text != before.text)
    }

    private static let change = """
        UPDATE menu_items SET name = name || '!', price_minor = price_minor + 1; \
        UPDATE modifiers SET archived_at = now(); UPDATE modifier_groups SET name = 'other ' || name
        """

    /// Nine more of each item, modifier and link of the first tenant.
    private static let tenTimes = """
        INSERT INTO menu_items (id, organization_id, menu_id, category_id, name, price_minor, currency)
        SELECT gen_random_uuid(), organization_id, menu_id, category_id, name || ' ' || n, price_minor,
            currency
        FROM menu_items, generate_series(1, 20) AS n;
        INSERT INTO modifiers (id, organization_id, group_id, name, price_delta_minor, currency, position)
        SELECT gen_random_uuid(), organization_id, group_id, name || ' ' || n, price_delta_minor, currency, 9
        FROM modifiers, generate_series(1, 9) AS n;
        INSERT INTO item_modifier_groups (id, organization_id, item_id, group_id, currency)
        SELECT gen_random_uuid(), i.organization_id, i.id, g.id, g.currency
        FROM menu_items AS i JOIN modifier_groups AS g ON g.organization_id = i.organization_id
        ON CONFLICT DO NOTHING
        """
}
