import Postgres
import Restaurant
import TestSupport
import Testing

/// A part of a line is taken back: the rest stays, on the bill and in the kitchen.
@Suite(.database(World.template))
struct LineDivisionTests {
    private static func void(_ line: String, _ quantity: String, _ more: String = "") -> String {
        OrderLineTests.document(
            "orderLineVoid", "lineId: \"\(line)\", quantity: \"\(quantity)\", reason: \"Cold\" \(more)")
    }

    /// Three platters of ceviche with corn, with the kitchen; they take 20 minutes.
    private func confirmed(_ world: World, _ quantity: String = "3") async throws -> (
        order: String, line: String
    ) {
        let made = await world.run(
            """
            mutation { it: orderCreate(input: { branchId: "\(World.id(.branch, 11))", confirm: true,
              \(World.moneyKey()),
              tableId: "\(World.id(.table, 1002))", lines: [\(World.platter(quantity))] }) {
              order { id lines { id } } userErrors { message } } }
            """, role: "WAITER", branches: [11], member: 404
        ).text
        return (World.firstID(.order, in: made), World.firstID(.orderLine, in: made))
    }

    @Test
    func `one of three goes: two stay at their price, and the kitchen sees both`() async throws {
        let world = try World()
        let (order, line) = try await confirmed(world)

        let answer = await world.run(Self.void(line, "1"), role: "CASHIER", branches: [11]).text

        #expect(answer.contains(#""userErrors":[]"#), "\(answer)")
        #expect(answer.contains(#""status":"CONFIRMED""#), "\(answer)")
        #expect(answer.contains(#""total":{"amountMinor":14100}"#), "\(answer)")
        let lines = """
            SELECT l.status || ' ' || trim_scale(l.quantity) || ' ' || l.total_minor || ' ' ||
              (SELECT string_agg(m.name || ' ' || m.quantity || ' ' || (m.parent_id IS NULL), ', '
                ORDER BY m.position) FROM order_line_modifiers AS m WHERE m.line_id = l.id) || ' ' ||
              (SELECT string_agg(t.component || ' ' || t.rate_bps, ', ' ORDER BY t.position)
                FROM order_line_taxes AS t WHERE t.line_id = l.id) || ' ' || coalesce(l.reason_note, '')
            FROM order_lines AS l ORDER BY l.status
            """
        let kept = try await World.texts(lines)
        #expect(kept.count == 2)
        #expect(kept.first?.hasPrefix("FIRED 2 14100 Fuente 1 true, ") == true, "\(kept)")
        #expect(kept.last?.hasPrefix("VOIDED 1 0 Fuente 1 true, ") == true, "\(kept)")
        #expect(kept.last?.hasSuffix(" Cold") == true, "\(kept)")
        // The same choices and taxes, below each other.
        #expect(
            kept.first?.dropFirst("FIRED 2 14100".count).trimmed()
                == kept.last?.dropFirst("VOIDED 1 0".count).dropLast(" Cold".count).trimmed(), "\(kept)")
        let screen = await world.run(
            """
            { kitchenTickets(branchId: "\(World.id(.branch, 11))") { nodes { status
              lines { name quantity status modifiers { name } } } } }
            """, role: "KITCHEN", branches: [11]
        ).text
        #expect(screen.contains(#""quantity":"2","status":"NEW""#), "\(screen)")
        #expect(screen.contains(#""quantity":"1","status":"VOIDED""#), "\(screen)")
        let told = try await World.texts(
            """
            SELECT type || ' ' || coalesce(payload ->> 'status', '') FROM events
            WHERE type IN ('line.status_changed', 'ticket.status_changed') ORDER BY sequence
            """)
        #expect(told == ["line.status_changed VOIDED", "ticket.status_changed NEW"])
        #expect(!order.isEmpty)
    }

    @Test
    func `what is left of a line goes like any other, and the order with its last`() async throws {
        let world = try World()
        let (order, line) = try await confirmed(world)

        _ = await world.run(Self.void(line, "1"))
        let half = await world.run(Self.void(line, "0.5")).text
        let most = await world.run(Self.void(line, "1.5")).text

        #expect(half.contains(#""total":{"amountMinor":10575}"#), "\(half)")
        #expect(most.contains(#""order":{"status":"CANCELED""#), "\(most)")
        #expect(
            try await World.texts(
                "SELECT trim_scale(quantity) || ' ' || status FROM order_lines ORDER BY quantity")
                == ["0.5000 VOIDED", "1 VOIDED", "1.5 VOIDED"].map { $0.replacing("0.5000", with: "0.5") })
        #expect(try await World.texts("SELECT status FROM kitchen_tickets") == ["VOIDED"])
        #expect(!order.isEmpty)
    }

    @Test
    func `case 9: a share stays a share, and the lines sum to the bill, whatever part goes`() async throws {
        let world = try World()
        try await OrderRows.order(7000, "CONFIRMED")
        _ = await world.run(
            OrderLineTests.document(
                "orderDiscountAdd",
                "orderId: \"\(OrderRows.id())\", name: \"Friends\", rateBasisPoints: 2000"))

        let first = await world.run(Self.void(OrderRows.line(1), "1")).text
        let second = await world.run(Self.void(OrderRows.line(1), "0.3333")).text

        // 20 % of 8800 is 1760; 0.6667 of 6800 is 4534, and 20 % of 6534 is 1307.
        #expect(first.contains(#""total":{"amountMinor":7040}"#), "\(first)")
        #expect(second.contains(#""total":{"amountMinor":5227}"#), "\(second)")
        #expect(
            try await World.texts(
                """
                SELECT (o.total_minor = sum(l.total_minor) AND o.tax_minor = sum(l.tax_minor)
                  AND o.tax_minor = (SELECT sum(t.amount_minor) FROM order_line_taxes AS t
                    WHERE t.order_id = o.id))::text
                FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id GROUP BY o.id, o.organization_id
                """) == ["true"])
    }

    @Test(arguments: [
        ("2.0001", "INVALID"), ("3", "INVALID"), ("0", "INVALID"), ("-1", "INVALID"), ("0.00001", "INVALID"),
        ("99999999999999999999", "INVALID"),
    ])
    func `more than there is, nothing and less are refused`(_ quantity: String, _ code: String) async throws {
        let world = try World()
        try await OrderRows.order(7000, "CONFIRMED")

        let answer = await world.run(Self.void(OrderRows.line(1), quantity)).text

        #expect(answer.contains(code), "\(answer)")
        #expect(try await World.texts("SELECT count(*) FROM order_lines") == ["2"])
    }

    @Test
    func `a part needs what the whole needs: a reason, the right, its state, no payment`() async throws {
        let world = try World()
        try await OrderRows.order(7000, "CONFIRMED", paidMinor: 15_600)
        let bare = OrderLineTests.document(
            "orderLineVoid", "lineId: \"\(OrderRows.line(1))\", quantity: \"1\"")

        let reason = await world.run(bare).text
        let paid = await world.run(Self.void(OrderRows.line(1), "1")).text
        let stale = await world.run(Self.void(OrderRows.line(1), "1", ", expectedVersion: 9")).text
        let elsewhere = await world.run(
            Self.void(OrderRows.line(1), "1"), role: "BRANCH_MANAGER", branches: [12]
        ).text
        let foreign = await world.run(Self.void(OrderRows.line(1), "1"), organization: 2).text
        try await World.asSuperuser("UPDATE order_lines SET status = 'SERVED'")
        let served = await world.run(Self.void(OrderRows.line(1), "1")).text

        #expect(reason.contains("REASON_NEEDED") && paid.contains("LINE_PAID"), "\(reason) \(paid)")
        #expect(stale.contains("VERSION_CONFLICT") && served.contains("CONFLICT"), "\(stale) \(served)")
        #expect(elsewhere.contains("NOT_FOUND") && foreign.contains("NOT_FOUND"), "\(elsewhere) \(foreign)")
        #expect(try await World.texts("SELECT count(*) FROM order_lines") == ["2"])
        #expect(try await OrderRows.value("total_minor") == "15600")
    }

    @Test
    func `sent again with its key it takes one part, and an order full of lines takes none`() async throws {
        let world = try World()
        try await OrderRows.order(7000, "CONFIRMED")
        let document = Self.void(OrderRows.line(1), "0.5", ", idempotencyKey: \"once and no more\"")

        let first = await world.run(document).text
        let again = await world.run(document).text
        try await World.asSuperuser(
            """
            INSERT INTO order_lines (id, organization_id, order_id, branch_id, item_id, name, quantity,
              base_minor)
            SELECT gen_random_uuid(), organization_id, order_id, branch_id, item_id, name, 1, 0
            FROM order_lines, generate_series(1, 497) WHERE id = '\(World.uuid(7002))'
            """)
        let full = await world.run(Self.void(OrderRows.line(1), "0.5")).text

        #expect(first.contains(#""userErrors":[]"#) && again == first, "\(first) \(again)")
        #expect(full.contains("500 lines"), "\(full)")
        #expect(try await World.texts("SELECT count(*) FROM order_lines") == ["500"])
    }
}

extension Substring {
    /// Without blanks around it.
    fileprivate func trimmed() -> String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
