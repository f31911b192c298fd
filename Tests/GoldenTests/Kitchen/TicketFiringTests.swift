import Postgres
import TestSupport
import Testing

@testable import Restaurant

/// What is ordered becomes tickets: one for each station and course.
@Suite(.database(World.template))
struct TicketFiringTests {
    private func route(_ column: String, _ subject: Int, to station: Int = 701) async throws {
        try await World.asSuperuser(
            """
            INSERT INTO station_routes (id, organization_id, branch_id, station_id, \(column))
            VALUES (gen_random_uuid(), '\(World.uuid(1))', '\(World.uuid(11))', '\(World.uuid(station))',
              '\(World.uuid(subject))')
            """)
    }

    /// The tickets: station, course, lines, minutes until due.
    private func tickets() async throws -> [String] {
        try await World.texts(
            """
            SELECT concat_ws(' ', s.name, t.course,
              (SELECT string_agg(o.position::text, '+' ORDER BY l.position) FROM ticket_lines AS l
                JOIN order_lines AS o ON o.id = l.line_id WHERE l.ticket_id = t.id),
              extract(epoch FROM t.due_at - t.fired_at)::integer / 60)
            FROM kitchen_tickets AS t JOIN stations AS s ON s.id = t.station_id ORDER BY t.course, s.name
            """)
    }

    @Test
    func `lines go to the nearest route, one ticket for each station and course`() async throws {
        let world = try World()
        try await World.stations()
        try await World.orders()
        // The category of 120, 121 and 122 lies in 110; 123 has none.
        try await route("category_id", 110)

        _ = try await world.fire(order: 6001)
        let first = try await tickets()
        _ = try await world.fire(order: 6001)
        let again = try await tickets()
        _ = try await world.fire(order: 6001, courses: [2])

        // A line that says nothing takes fifteen minutes, the longest of a ticket decides.
        #expect(first == ["Pase 1 2 5", "Plancha 1 1+3 20"])
        #expect(again == first)
        #expect(try await tickets() == first + ["Plancha 2 4 10"])
        #expect(try await World.texts("SELECT DISTINCT status FROM order_lines") == ["FIRED"])
        #expect(
            try await World.texts("SELECT type FROM events") == Array(repeating: "ticket.created", count: 3))
    }

    @Test
    func `an item's route beats its category's, a modifier's beats both, and a line's own station all`()
        async throws
    {
        let world = try World()
        try await World.stations()
        try await World.orders()
        try await World.asSuperuser(
            """
            INSERT INTO stations (id, organization_id, branch_id, name)
            SELECT ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, '\(World.uuid(1))',
              '\(World.uuid(11))', 'Station ' || n FROM generate_series(702, 704) AS n;
            UPDATE order_lines SET station_id = '\(World.uuid(704))' WHERE position = 2
            """)
        try await route("category_id", 111)
        try await route("item_id", 120, to: 702)
        try await route("item_id", 121, to: 702)
        try await route("item_id", 123, to: 702)
        try await route("modifier_id", 143, to: 703)

        _ = try await world.fire(order: 6001, courses: [1, 2])

        #expect(
            try await tickets() == [
                "Station 702 1 3 15", "Station 703 1 1 20", "Station 704 1 2 5", "Plancha 2 4 10",
            ])
    }

    @Test
    func `a branch without stations gets one, and archived ones make nothing`() async throws {
        let world = try World()
        try await World.orders(2)

        _ = try await world.fire(order: 6001)
        try await World.asSuperuser(
            """
            INSERT INTO stations (id, organization_id, branch_id, name, archived_at)
            VALUES ('\(World.uuid(701))', '\(World.uuid(1))', '\(World.uuid(11))', 'Old', now())
            """)
        try await route("item_id", 120)
        _ = try await world.fire(order: 6002)

        #expect(try await tickets() == ["Kitchen 1 1+2+3 20", "Kitchen 1 1+2+3 20"])
        #expect(try await World.texts("SELECT name FROM stations WHERE is_default") == ["Kitchen"])
    }

    @Test
    func `the number of statements does not grow with the lines`() async throws {
        let world = try World()
        try await World.stations()
        try await World.orders(2)
        try await World.asSuperuser(
            """
            INSERT INTO order_lines (id, organization_id, order_id, branch_id, item_id, name, quantity,
              base_minor)
            SELECT gen_random_uuid(), '\(World.uuid(1))', '\(World.uuid(6002))', '\(World.uuid(11))',
              '\(World.uuid(120))', 'More', 1, 0 FROM generate_series(1, 100)
            """)

        let few = try await world.fire(order: 6001)
        let many = try await world.fire(order: 6002)

        #expect(few.map(\.statement.name) == many.map(\.statement.name))
        #expect(try await World.texts("SELECT id FROM ticket_lines").count == 106)
    }

    @Test
    func `voided lines are struck through, and a ticket with none left is voided`() async throws {
        let world = try World()
        try await World.stations()
        try await World.orders(2)
        _ = try await world.fire(order: 6001)
        _ = try await world.fire(order: 6002)
        func statuses() async throws -> [String] {
            try await World.texts(
                """
                SELECT t.status || ' ' || count(l.voided_at) FROM kitchen_tickets AS t
                JOIN orders AS o ON o.id = t.order_id JOIN ticket_lines AS l ON l.ticket_id = t.id
                GROUP BY o.number, t.status ORDER BY o.number
                """)
        }

        try await world.void(order: 6001, lines: [60011, 60012])
        #expect(try await statuses() == ["NEW 2", "NEW 0"])
        try await world.void(order: 6001, lines: [60011, 60013])
        #expect(try await statuses() == ["VOIDED 3", "NEW 0"])
        try await world.void(order: 6002)
        #expect(try await statuses() == ["VOIDED 3", "VOIDED 3"])
        #expect(
            try await World.texts(
                """
                SELECT payload ->> 'status' FROM events WHERE type = 'ticket.status_changed'
                ORDER BY sequence
                """
            ) == ["NEW", "VOIDED", "VOIDED"])
    }

    @Test(arguments: ["kitchen_tickets", "ticket_lines", "order_lines", "events", "audit_log"])
    func `a firing that fails anywhere leaves nothing`(_ table: String) async throws {
        let world = try World()
        try await World.stations()
        try await World.orders()
        try await World.fail(table)

        await #expect(throws: (any Error).self) { _ = try await world.fire(order: 6001) }
        let left = try await World.texts(
            """
            SELECT id FROM kitchen_tickets UNION ALL SELECT id FROM ticket_lines
            UNION ALL SELECT id FROM events UNION ALL SELECT id FROM order_lines WHERE status = 'FIRED'
            """)
        try await World.heal(table)
        _ = try await world.fire(order: 6001)

        #expect(left.isEmpty)
        #expect(try await tickets() == ["Pase 1 1+2+3 20"])
    }
}
