import DataLoader
import Postgres
import Restaurant
import TestSupport
import Testing

/// What follows from a line that goes, grows or changes tables.
@Suite(.database(World.template))
struct OrderFollowUpTests {
    private static func line(_ item: Int, course: Int) -> String {
        let selections =
            item == 120
            ? """
            , selections: [{ groupId: "\(World.id(.group, 130))", modifierId: "\(World.id(.modifier, 140))" }]
            """ : ""
        return "{ itemId: \"\(World.id(.item, item))\", course: \(course)\(selections) }"
    }

    /// An order at the second table, with the kitchen.
    private func order(_ world: World, _ lines: [String]) async throws -> (id: String, lines: [String]) {
        let made = await world.run(
            """
            mutation { it: orderCreate(input: { branchId: "\(World.id(.branch, 11))", confirm: true,
              \(World.moneyKey()),
              tableId: "\(World.id(.table, 1002))", lines: [\(lines.joined(separator: ", "))] }) {
              order { id lines { id } } userErrors { message } } }
            """, role: "WAITER", branches: [11], member: 404
        ).text
        let ids = try await World.texts("SELECT id FROM order_lines ORDER BY position")
        return (
            World.firstID(.order, in: made),
            ids.compactMap { UUIDBytes(text: $0) }.map { EntityKind.orderLine.id($0) }
        )
    }

    private func void(_ world: World, _ line: String) async -> String {
        await world.run(
            """
            mutation { it: orderLineVoid(input: { lineId: "\(line)", reason: "Gone" }) {
              order { status courses { number status } lines { status } } userErrors { message } } }
            """, role: "CASHIER", branches: [11]
        ).text
    }

    @Test
    func `a course of which all was taken back lets the next one follow`() async throws {
        let world = try World()
        let (_, lines) = try await order(
            world, [Self.line(120, course: 1), Self.line(120, course: 2), Self.line(120, course: 3)])

        let middle = await void(world, lines[1])
        let first = await void(world, lines[0])

        #expect(middle.contains(#"{"number":1,"status":"FIRED"},{"number":2,"status":"HELD"}"#), "\(middle)")
        #expect(
            first.contains(#"{"number":2,"status":"DONE"},{"number":3,"status":"FIRED"}"#), "\(first)")
        #expect(first.contains(#"[{"status":"VOIDED"},{"status":"VOIDED"},{"status":"FIRED"}]"#), "\(first)")
        #expect(
            try await World.texts("SELECT course || ' ' || status FROM kitchen_tickets ORDER BY course")
                == ["1 VOIDED", "3 NEW"])
    }

    @Test
    func `a ticket that waited for the line alone is ready, and so is its order`() async throws {
        let world = try World()
        let (_, lines) = try await order(world, [Self.line(120, course: 1), Self.line(120, course: 1)])
        let ticket = try await ticketID()
        let place = try await World.texts(
            "SELECT t.id FROM ticket_lines AS t JOIN order_lines AS l ON l.id = t.line_id ORDER BY l.position"
        )
        func cook(_ mutation: String, _ input: String) async -> String {
            await world.run(
                "mutation { it: \(mutation)(input: { \(input) }) { userErrors { message } } }",
                role: "KITCHEN", branches: [11]
            ).text
        }
        _ = await cook("ticketStart", "ticketId: \"\(ticket)\"")
        let made = EntityKind.ticketLine.id(try #require(UUIDBytes(text: place[0])))
        _ = await cook("ticketLineReady", "ticketLineId: \"\(made)\"")

        let answer = await void(world, lines[1])

        #expect(answer.contains(#""status":"READY""#), "\(answer)")
        #expect(
            try await World.texts("SELECT status || ' ' || (ready_at IS NOT NULL) FROM kitchen_tickets")
                == ["READY true"])
    }

    private func ticketID() async throws -> String {
        let id = try await World.texts("SELECT id FROM kitchen_tickets").first
        return EntityKind.kitchenTicket.id(try #require(UUIDBytes(text: id ?? "")))
    }

    @Test
    func `a line that grows takes portions that are counted, one that shrinks or goes gives them back`()
        async throws
    {
        let world = try World()
        try await World.asSuperuser(
            """
            INSERT INTO availability_blocks (id, organization_id, branch_id, item_id, remaining_quantity)
            VALUES ('\(World.uuid(176))', '\(World.uuid(1))', '\(World.uuid(11))', '\(World.uuid(120))', 3)
            """)
        let made = await world.run(
            """
            mutation { it: orderCreate(input: { branchId: "\(World.id(.branch, 11))", type: TAKEAWAY,
              \(World.moneyKey()), lines: [\(Self.line(120, course: 1))] }) {
              order { id lines { id } } userErrors { message } } }
            """, role: "WAITER", branches: [11], member: 404
        ).text
        let line = World.firstID(.orderLine, in: made)
        func update(_ quantity: String) async -> String {
            await world.run(
                OrderLineTests.document("orderLineUpdate", "lineId: \"\(line)\", quantity: \"\(quantity)\""),
                role: "WAITER", branches: [11]
            ).text
        }
        func left() async throws -> [String] {
            try await World.texts(
                """
                SELECT trim_scale(remaining_quantity) FROM availability_blocks
                WHERE item_id = '\(World.uuid(120))'
                """)
        }

        let many = await update("4")
        #expect(
            many.contains(#"{"field":["input","quantity"],"#) && many.contains("ITEM_UNAVAILABLE"), "\(many)")
        #expect(try await left() == ["2"])
        let all = await update("3")
        let fewer = await update("1")

        #expect(all.contains(#""userErrors":[]"#) && fewer.contains(#""userErrors":[]"#), "\(all) \(fewer)")
        #expect(try await left() == ["2"])
        _ = await update("3")
        #expect(try await left() == ["0"])
        _ = await void(world, line)
        #expect(try await left() == ["3"])
        // Gone, back, gone, back.
        #expect(
            try await World.texts(
                "SELECT payload ->> 'isAvailable' FROM events WHERE type = 'availability.changed'")
                == ["false", "true", "false", "true"])
    }

    @Test
    func `an order that is called off before the kitchen had it gives its portions back`() async throws {
        let world = try World()
        try await World.asSuperuser(
            """
            INSERT INTO availability_blocks (id, organization_id, branch_id, item_id, remaining_quantity)
            VALUES ('\(World.uuid(176))', '\(World.uuid(1))', '\(World.uuid(11))', '\(World.uuid(120))', 2)
            """)
        let made = await world.run(
            """
            mutation { it: orderCreate(input: { branchId: "\(World.id(.branch, 11))", type: TAKEAWAY,
              \(World.moneyKey()), lines: [\(Self.line(120, course: 1)), \(Self.line(120, course: 2))] }) {
              order { id } userErrors { message } } }
            """, role: "WAITER", branches: [11], member: 404
        ).text
        func cancel() async -> String {
            await world.run(
                """
                mutation { it: orderCancel(input: { id: "\(World.firstID(.order, in: made))" }) {
                  order { status } userErrors { message } } }
                """, role: "WAITER", branches: [11]
            ).text
        }

        let canceled = await cancel()
        _ = await cancel()

        #expect(canceled.contains(#""status":"CANCELED""#), "\(canceled)")
        #expect(
            try await World.texts(
                "SELECT trim_scale(remaining_quantity) FROM availability_blocks WHERE until IS NULL") == ["2"]
        )
        #expect(
            try await World.texts(
                "SELECT payload ->> 'isAvailable' FROM events WHERE type = 'availability.changed'")
                == ["false", "true"])
    }

    @Test
    func `an order that changes tables leaves the guests of its lines behind`() async throws {
        let world = try World()
        let guests = try #require(try await world.scan(1).0)
        let guest = try #require(guests.claims["guest"])
        _ = await world.floor("tableSessionApprove", "sessionId: \"\(guests.session)\"")
        guard case .id(let guestID) = guest else { return }
        let made = await world.run(
            """
            mutation { it: orderCreate(input: { branchId: "\(World.id(.branch, 11))",
              \(World.moneyKey()), sessionId: "\(guests.session)", lines: [
                \(Self.line(120, course: 1).replacing("{ itemId",
                    with: "{ guestId: \"\(EntityKind.sessionGuest.id(guestID))\", itemId"))] }) {
              order { id lines { guest { name } } } userErrors { message } } }
            """, role: "WAITER", branches: [11], member: 404
        ).text
        let moved = await world.run(
            """
            mutation { it: orderTransferTable(input: { orderId: "\(World.firstID(.order, in: made))",
              tableId: "\(World.id(.table, 1003))" }) {
              order { table { label } lines { guest { name } } } userErrors { message } } }
            """, role: "WAITER", branches: [11], member: 404
        ).text

        #expect(made.contains(#""guest":{"name":"Luz"}"#), "\(made)")
        #expect(moved.contains(#""table":{"label":"T3"},"lines":[{"guest":null}]"#), "\(moved)")
    }

    @Test
    func `an order has fifty discounts at most, and one beyond all bounds takes what there is`() async throws
    {
        let world = try World()
        try await OrderRows.order(7000, "CONFIRMED")
        func add(_ value: String) async -> String {
            await world.run(
                OrderLineTests.document(
                    "orderDiscountAdd", "orderId: \"\(OrderRows.id())\", name: \"x\", \(value)")
            ).text
        }

        let huge = await add("amountMinor: 9223372036854775807")
        let share = await add("rateBasisPoints: 10000, capMinor: 9223372036854775807")
        try await World.asSuperuser(
            """
            INSERT INTO order_discounts (id, organization_id, order_id, kind, name, fixed_minor)
            SELECT gen_random_uuid(), '\(World.uuid(1))', '\(World.uuid(7000))', 'MANUAL', 'y', 1
            FROM generate_series(1, 48)
            """)
        let full = await add("amountMinor: 1")

        #expect(huge.contains(#""total":{"amountMinor":0}"#), "\(huge)")
        #expect(share.contains(#""userErrors":[]"#), "\(share)")
        #expect(full.contains("50 discounts"), "\(full)")
    }
}
