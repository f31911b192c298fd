import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// The kitchen's screen: everything in one query, the most urgent first.
@Suite(.database(World.template))
struct KitchenScreenTests {
    private static func screen(_ more: String = "", first: Int = 100) -> String {
        """
        { kitchenTickets(branchId: "\(World.id(.branch, 11))", first: \(first)\(more)) { nodes {
          orderNumber tableLabel course status amberAt dueAt station { name }
          lines { name quantity instructions status modifiers { name quantity level } }
        } pageInfo { hasNextPage } } }
        """
    }

    @Test
    func `a ticket shows number, table, lines and choices by the kitchen's names`() async throws {
        let world = try World()
        try await World.stations()
        try await World.orders()
        _ = try await world.fire(order: 6001)
        try await World.asSuperuser(
            "UPDATE kitchen_tickets SET fired_at = '2026-03-01T12:00Z', due_at = '2026-03-01T12:15Z'")

        let (text, _) = await world.run(Self.screen(), role: "KITCHEN", branches: [11], member: 406)

        #expect(
            text.contains(
                """
                [{"orderNumber":1,"tableLabel":"T1","course":1,"status":"NEW",\
                "amberAt":"2026-03-01T12:10:00Z","dueAt":"2026-03-01T12:15:00Z","station":{"name":"Pase"},\
                "lines":[{"name":"Line 1","quantity":"1","instructions":"sin cebolla","status":"NEW",\
                "modifiers":[{"name":"FTE","quantity":1,"level":0},{"name":"Choclo","quantity":2,"level":1}]},
                """.dropLast()), "\(text)")
    }

    @Test
    func `fifty open orders cost as many statements as one, one a level`() async throws {
        let world = try World()
        try await World.stations()
        try await World.orders(50)
        _ = try await world.fire(order: 6001)

        let one = await world.run(Self.screen(), role: "KITCHEN", branches: [11], member: 406)
        for order in 6002...6050 { _ = try await world.fire(order: order) }
        let fifty = await world.run(Self.screen(), role: "KITCHEN", branches: [11], member: 406)

        #expect(fifty.text.components(separatedBy: "orderNumber").count == 51)
        #expect(fifty.statements.map(\.statement.name) == one.statements.map(\.statement.name))
        // Reach and tickets, stations and lines, choices.
        #expect(
            Set(fifty.statements.map(\.statement.name)) == [
                "Branch.byID", "KitchenTicket.onScreen", "Station.byID", "TicketLine.byTicket",
                "TicketLineModifier.byLine",
            ], "\(fifty.statements.map(\.statement.name))")
        #expect(fifty.statements.count == 5)
    }

    @Test
    func `the screen is sorted by due time, by station, and without what is bumped or acknowledged`()
        async throws
    {
        let world = try World()
        try await World.stations()
        try await World.orders(5)
        for order in 6001...6005 { _ = try await world.fire(order: order) }
        try await World.asSuperuser(
            """
            UPDATE kitchen_tickets AS t SET due_at = t.fired_at + (10 - o.number) * interval '1 minute',
              station_id = CASE o.number WHEN 5 THEN '\(World.uuid(701))' ELSE t.station_id END,
              status = CASE o.number WHEN 1 THEN 'BUMPED' WHEN 2 THEN 'VOIDED' WHEN 3 THEN 'VOIDED'
                ELSE 'READY' END,
              voided_at = CASE WHEN o.number IN (2, 3) THEN now() END,
              acknowledged_at = CASE o.number WHEN 2 THEN now() END
            FROM orders AS o WHERE o.id = t.order_id
            """)
        func numbers(_ more: String = "", branches: [Int] = [11]) async -> String {
            await world.run(
                """
                { kitchenTickets(branchId: "\(World.id(.branch, 11))"\(more)) {
                  nodes { orderNumber } pageInfo { endCursor hasNextPage } } }
                """, role: "WAITER", branches: branches, member: 404
            ).text
        }

        let all = await numbers()
        #expect(all.contains(#"[{"orderNumber":5},{"orderNumber":4},{"orderNumber":3}]"#), "\(all)")
        #expect(
            await numbers(", stationId: \"\(World.id(.station, 701))\"").contains(#"[{"orderNumber":5}]"#))
        let first = await numbers(", first: 2")
        let cursor = try #require(
            first.components(separatedBy: #""endCursor":""#).last?.split(separator: "\"").first)
        #expect(await numbers(", first: 2, after: \"\(cursor)\"").contains(#"[{"orderNumber":3}]"#))
        #expect(await numbers(branches: [12]).contains("NOT_FOUND"))
    }
}
