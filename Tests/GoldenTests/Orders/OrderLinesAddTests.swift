import Restaurant
import TestSupport
import Testing

/// Lines that come to an order later: priced, held against the menu, sent where their course is.
@Suite(.database(World.template))
struct OrderLinesAddTests {
    /// One small ceviche: 42.00 as the branch sells it.
    private static func ceviche(_ more: String = "") -> String {
        """
        { itemId: "\(World.id(.item, 120))"\(more), selections: [
          { groupId: "\(World.id(.group, 130))", modifierId: "\(World.id(.modifier, 140))" }] }
        """
    }

    private func add(
        _ world: World, _ lines: String, _ more: String = "", order: Int = 7000, role: String = "WAITER"
    ) async -> String {
        await world.run(
            """
            mutation { it: orderLinesAdd(input: {
              orderId: "\(OrderRows.id(order))", lines: [\(lines)] \(more) }) {
              order { status version total { amountMinor } lines { name status total { amountMinor } }
                courses { number status } }
              userErrors { field ... on OrderUserError { code } } } }
            """, role: role, branches: [11], member: 404
        ).text
    }

    @Test
    func `lines are priced with the order, which counts a version, and wait until it is confirmed`()
        async throws
    {
        let world = try World()
        try await OrderRows.order(7000)

        let text = await add(world, World.platter("2"), ", expectedVersion: 1")

        #expect(text.contains(#""userErrors":[]"#), "\(text)")
        #expect(text.contains(#""status":"PENDING","version":2,"total":{"amountMinor":29700}"#), "\(text)")
        #expect(
            text.contains(#"{"name":"Ceviche clásico","status":"PENDING","total":{"amountMinor":14100}}"#),
            "\(text)")
        #expect(try await OrderRows.events(of: 7000, "order.changed").count == 1)
        #expect(try await World.texts("SELECT count(*) FROM kitchen_tickets") == ["0"])
        #expect(
            try await World.texts(
                """
                SELECT sum(l.tax_minor) = max(o.tax_minor) AND sum(l.total_minor) = max(o.total_minor)
                FROM order_lines AS l JOIN orders AS o ON o.id = l.order_id
                """) == ["t"])
    }

    @Test
    func `a confirmed order's lines go to the kitchen with their course`() async throws {
        let world = try World()
        try await OrderRows.order(7000)
        _ = await world.run(
            "mutation { orderConfirm(input: { id: \"\(OrderRows.id())\" }) { userErrors { message } } }")

        let text = await add(world, "\(Self.ceviche()) \(Self.ceviche(", course: 2"))")

        #expect(
            text.contains(#""courses":[{"number":1,"status":"FIRED"},{"number":2,"status":"HELD"}]"#),
            "\(text)")
        #expect(
            try await World.texts("SELECT string_agg(status, ' ' ORDER BY position) FROM order_lines")
                == ["FIRED FIRED FIRED HELD"])
        #expect(try await World.texts("SELECT count(*) FROM ticket_lines") == ["3"])
    }

    @Test
    func `a course behind those that are served goes at once`() async throws {
        let world = try World()
        try await OrderRows.order(7000, "PREPARING", lineStatus: "SERVED")

        let text = await add(world, Self.ceviche(", course: 2"))

        #expect(text.contains(#"{"number":2,"status":"FIRED"}"#), "\(text)")
        #expect(
            try await World.texts("SELECT status FROM order_lines WHERE course = 2") == ["FIRED"])
    }

    @Test(arguments: ["PENDING", "CONFIRMED", "PREPARING", "READY", "SERVED", "COMPLETED", "CANCELED"])
    func `what the kitchen is done with is taken back to it by managers only`(_ status: String) async throws {
        let world = try World()
        try await OrderRows.order(7000, status, paidMinor: status == "COMPLETED" ? 15_600 : 0)

        let waiter = await add(world, Self.ceviche())
        let manager = await add(world, Self.ceviche(), role: "BRANCH_MANAGER")

        switch status {
        case "READY", "SERVED":
            #expect(waiter.contains("NOT_ALLOWED"), "\(waiter)")
            #expect(manager.contains(#""order":{"status":"PREPARING""#), "\(manager)")
            #expect(
                try await OrderRows.events(of: 7000, "order.status_changed")
                    == (status == "READY" ? ["PREPARING"] : ["READY", "PREPARING"]))
        case "COMPLETED", "CANCELED":
            #expect(waiter.contains("CONFLICT") && manager.contains("CONFLICT"), "\(waiter) \(manager)")
        default:
            #expect(waiter.contains(#""order":{"status":"\#(status)""#), "\(waiter)")
            #expect(manager.contains(#""order":{"status":"\#(status)""#), "\(manager)")
        }
    }

    @Test
    func `a version that was not read, a split bill and what cannot be had are refused`() async throws {
        let world = try World()
        try await OrderRows.order(7000, "CONFIRMED")
        let stale = await add(world, Self.ceviche(), ", expectedVersion: 9")
        let none = await add(world, "")
        let unchosen = await add(
            world, Self.ceviche() + " { itemId: \"\(World.id(.item, 120))\", selections: [] }")
        let foreign = await add(world, "{ itemId: \"\(World.id(.item, 220))\" }")
        let quantity = await add(world, Self.ceviche(", quantity: \"-1\""))
        let guest = await add(world, Self.ceviche(", guestId: \"\(World.id(.sessionGuest, 1))\""))
        _ = await world.run(
            """
            mutation { checkSplit(input: { orderId: "\(OrderRows.id())", parts: 2 }) {
              userErrors { message } } }
            """)
        let split = await add(world, Self.ceviche())

        #expect(stale.contains(#"["input","expectedVersion"],"code":"VERSION_CONFLICT""#), "\(stale)")
        #expect(none.contains(#"["input","lines"],"code":"INVALID""#), "\(none)")
        #expect(unchosen.contains(#""field":["input","lines","1","selections"]"#), "\(unchosen)")
        #expect(unchosen.contains("SELECTION_INVALID"), "\(unchosen)")
        #expect(foreign.contains(#"["input","lines","0","itemId"],"code":"ITEM_UNAVAILABLE""#), "\(foreign)")
        #expect(quantity.contains(#"["input","lines","0","quantity"],"code":"INVALID""#), "\(quantity)")
        #expect(guest.contains(#"["input","lines","0","guestId"],"code":"NOT_FOUND""#), "\(guest)")
        #expect(split.contains("SPLIT_INTO_CHECKS"), "\(split)")
        #expect(try await World.texts("SELECT count(*) FROM order_lines") == ["2"])
    }

    @Test
    func `case 10: a share stays a share when lines come, and its cap holds`() async throws {
        let world = try World()
        try await OrderRows.order(7000, "CONFIRMED")
        _ = await world.run(
            OrderLineTests.document(
                "orderDiscountAdd",
                "orderId: \"\(OrderRows.id())\", name: \"Friends\", rateBasisPoints: 2000, capMinor: 5000"))

        let one = await add(world, Self.ceviche())
        let many = await add(world, Self.ceviche(", quantity: \"10\""))

        // 20 % of 19800 is 3960; of 61800 it is 12360, capped.
        #expect(one.contains(#""total":{"amountMinor":15840}"#), "\(one)")
        #expect(many.contains(#""total":{"amountMinor":56800}"#), "\(many)")
    }
}
