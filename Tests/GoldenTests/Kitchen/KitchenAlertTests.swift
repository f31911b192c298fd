import DataLoader
import Postgres
import TestSupport
import Testing

@testable import Restaurant

/// What no display of a kitchen has shown for too long, and who is told of it.
@Suite(.database(World.template))
struct KitchenAlertTests {
    /// Raises and ends what is to be raised and ended in an organization.
    private func watch(
        _ world: World, patience: Duration = .zero, organization: Int = 1
    ) async throws -> [Int] {
        var services = try World.services()
        services.displayPatience = patience
        var counts: [Int] = []
        for expiry in Expiry.kitchenAlerts {
            let count = try await expiry.sweep(
                World.uuid(organization), nowSeconds: 1_772_380_800, services: services,
                sessions: TenantSessions(readPool: world.readPool, writePool: world.writePool))
            #expect(count.failed == 0)
            counts.append(count.ended)
        }
        return counts
    }

    /// A ticket at the first station, and one at the second.
    private func fired(_ world: World) async throws {
        try await World.stations()
        try await World.asSuperuser(
            """
            INSERT INTO station_routes (id, organization_id, branch_id, station_id, item_id)
            VALUES (gen_random_uuid(), '\(World.uuid(1))', '\(World.uuid(11))', '\(World.uuid(701))',
              '\(World.uuid(121))')
            """)
        try await World.orders()
        _ = try await world.fire(order: 6001)
        #expect(try await World.texts("SELECT DISTINCT station_id FROM kitchen_tickets").count == 2)
    }

    /// A display says how far it is: the codes and fields of a refusal.
    private func acknowledge(
        _ world: World, _ cursor: String, station: Int? = nil, branch: Int = 11, organization: Int = 1,
        reach: [Int]? = [11], role: String = "KITCHEN"
    ) async -> String {
        let held = station.map { ", stationId: \"\(World.id(.station, $0))\"" } ?? ""
        return await world.run(
            """
            mutation { it: kitchenDisplayAcknowledge(input: {
              branchId: "\(World.id(.branch, branch))"\(held), cursor: "\(cursor)"
            }) { branch { id } userErrors { field ... on KitchenUserError { code } } } }
            """, role: role, organization: organization, branches: reach, member: 406
        ).text
    }

    private func head() async throws -> String {
        try #require(try await World.texts("SELECT max(sequence) FROM events").first)
    }

    private static let isDone = #""userErrors":[]"#
    private static let alerts = """
        SELECT right(station_id::text, 3) || ' ' || (resolved_at IS NOT NULL) FROM kitchen_alerts
        ORDER BY raised_at, station_id
        """
    private static let told = "SELECT type FROM events WHERE entity_kind = 'alert' ORDER BY sequence"
    private static let shown = """
        SELECT right(id::text, 3) || ' ' || shown_sequence FROM station_displays ORDER BY id
        """

    @Test
    func `a ticket that nobody shows raises one alert at its station, once its time is over`() async throws {
        let world = try World()
        try await fired(world)

        #expect(try await watch(world, patience: .seconds(3_600)) == [0, 0])
        #expect(try await watch(world) == [2, 0])
        #expect(try await watch(world) == [0, 0])

        #expect(try await World.texts(Self.alerts) == ["700 false", "701 false"])
        #expect(try await World.texts(Self.told) == ["kitchen_alert.raised", "kitchen_alert.raised"])
        #expect(
            try await World.texts("SELECT DISTINCT action FROM audit_log WHERE action LIKE 'kitchen%'")
                == ["kitchenAlertRaise"])
        #expect(
            try await World.texts(
                """
                SELECT id FROM kitchen_alerts
                WHERE (ticket_id, sequence) NOT IN (SELECT entity_id, sequence FROM events)
                """
            ).isEmpty)
    }

    @Test
    func `a display that has shown it ends the alert of its station, and says so once`() async throws {
        let world = try World()
        try await fired(world)
        let cursor = try await head()
        _ = try await watch(world)

        #expect(await acknowledge(world, cursor, station: 701).contains(Self.isDone))
        #expect(try await World.texts(Self.alerts) == ["700 false", "701 true"])
        #expect(await acknowledge(world, cursor, station: 701).contains(Self.isDone))
        #expect(await acknowledge(world, "0").contains(Self.isDone))
        #expect(try await World.texts(Self.shown) == ["700 0", "701 \(cursor)"])
        #expect(await acknowledge(world, cursor).contains(Self.isDone))

        #expect(try await World.texts(Self.alerts) == ["700 true", "701 true"])
        #expect(
            try await World.texts(Self.told).suffix(2)
                == ["kitchen_alert.resolved", "kitchen_alert.resolved"])
        #expect(try await World.texts(Self.told).count == 4)
        #expect(try await World.texts(Self.shown) == ["700 \(cursor)", "701 \(cursor)"])
        #expect(try await watch(world) == [0, 0])
    }

    @Test
    func `what was shown in time raises none, and what changes then must be shown anew`() async throws {
        let world = try World()
        try await fired(world)
        #expect(await acknowledge(world, try await head()).contains(Self.isDone))
        #expect(try await watch(world) == [0, 0])

        try await world.void(order: 6001)
        #expect(try await watch(world) == [2, 0])
        #expect(await acknowledge(world, try await head()).contains(Self.isDone))
        #expect(try await watch(world) == [0, 0])
        #expect(try await World.texts(Self.alerts) == ["700 true", "701 true"])
    }

    @Test
    func `an alert ends when its ticket is off the screen, however it got there`() async throws {
        let world = try World()
        try await fired(world)
        _ = try await watch(world)
        try await World.asSuperuser(
            """
            UPDATE kitchen_tickets SET status = 'BUMPED', bumped_at = now()
            WHERE station_id = '\(World.uuid(700))'
            """)

        #expect(try await watch(world) == [0, 1])
        #expect(try await World.texts(Self.alerts) == ["700 true", "701 false"])
        #expect(try await watch(world) == [0, 0])
    }

    @Test
    func `two processes that look at once raise one alert`() async throws {
        let worlds = [try World(), try World(), try World()]
        try await fired(worlds[0])

        try await withThrowingTaskGroup(of: Void.self) { looks in
            for world in worlds { looks.addTask { _ = try await self.watch(world) } }
            try await looks.waitForAll()
        }

        #expect(try await World.texts(Self.alerts) == ["700 false", "701 false"])
        #expect(try await World.texts(Self.told).count == 2)
    }

    @Test(arguments: ["-1", "x", "", "9999999999999999999999", "ahead"])
    func `a cursor that no event has is refused, and notes nothing`(_ cursor: String) async throws {
        let world = try World()
        try await fired(world)
        let number = try #require(Int(try await head()))

        let answer = await acknowledge(world, cursor == "ahead" ? "\(number + 1)" : cursor)

        #expect(answer.contains(#"{"field":["input","cursor"],"code":"INVALID"}"#), "\(answer)")
        #expect(try await World.texts(Self.shown).isEmpty)
    }

    @Test
    func `a branch or station out of reach is not there`() async throws {
        let world = try World()
        try await fired(world)
        let cursor = try await head()
        func refusal(_ field: String) -> String {
            #"{"field":["input","\#(field)"],"code":"NOT_FOUND"}"#
        }

        #expect(await acknowledge(world, cursor, reach: [12]).contains(refusal("branchId")))
        #expect(await acknowledge(world, "0", organization: 2, reach: nil).contains(refusal("branchId")))
        #expect(await acknowledge(world, cursor, station: 999).contains(refusal("stationId")))
        // A station of a branch that is reached, and not of the one that is named.
        #expect(
            await acknowledge(world, "0", station: 701, branch: 12, reach: [11, 12])
                .contains(refusal("stationId")))
        #expect(
            await acknowledge(world, "0", station: 701, branch: 21, organization: 2, reach: nil)
                .contains(refusal("stationId")))
        #expect(try await World.texts(Self.shown).isEmpty)
        // Another tenant's sweep finds nothing here.
        #expect(try await watch(world, organization: 2) == [0, 0])
        #expect(try await World.texts(Self.alerts).isEmpty)
    }

    @Test
    func `managers of the branch see open alerts, and nobody else any`() async throws {
        let world = try World()
        try await fired(world)
        _ = try await watch(world)
        _ = await acknowledge(world, try await head(), station: 701)
        func read(_ role: String, organization: Int = 1, branches: [Int]? = [11]) async -> String {
            await world.run(
                """
                { kitchenAlerts(branchId: "\(World.id(.branch, 11))") { nodes {
                  station { name } ticket { orderNumber } resolvedAt } } }
                """, role: role, organization: organization, branches: branches
            ).text
        }
        let seen = #"{"nodes":[{"station":{"name":"Pase"},"ticket":{"orderNumber":1},"resolvedAt":null}]}"#

        #expect(await read("BRANCH_MANAGER").contains(seen))
        #expect(await read("ORG_ADMIN", branches: nil).contains(seen))
        for role in ["KITCHEN", "WAITER", "CASHIER", "CUSTOMER", "PUBLIC"] {
            #expect(await read(role).contains("Cannot query field"), "\(role)")
        }
        #expect(await read("BRANCH_MANAGER", branches: [12]).contains(#""kitchenAlerts":null"#))
        #expect(await read("ORG_ADMIN", organization: 2, branches: nil).contains(#""kitchenAlerts":null"#))
        let id = try #require(try await World.texts("SELECT id FROM kitchen_alerts LIMIT 1").first)
        let alert = EntityKind.kitchenAlert.id(try #require(UUIDBytes(text: id)))
        let node = await world.run("{ node(id: \"\(alert)\") { id } }", organization: 2)
        #expect(node.text.contains("NOT_FOUND"))
    }
}
