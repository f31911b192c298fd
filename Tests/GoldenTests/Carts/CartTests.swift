import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Carts: filled by the guests of a session, priced at each read, sent once.
@Suite(.database(World.template))
struct CartTests {
    /// A cart of the session, with lines.
    private func cart(_ world: World, _ lines: String? = World.platter()) async throws -> String {
        try await World.seatGuests()
        let cart = World.firstID(.cart, in: await world.asGuest(World.cartCreate))
        #expect(!cart.isEmpty)
        if let lines {
            let added = await world.asGuest(World.cartLinesAdd(cart, lines))
            #expect(added.contains(#""userErrors":[]"#), "\(added)")
        }
        return cart
    }

    @Test
    func `case 24: two guests on one code share one cart`() async throws {
        let world = try World()
        let cart = try await cart(world)

        let other = await world.asGuest(World.cartCreate)
        let added = await world.asGuest(World.cartLinesAdd(cart, World.platter("2")))
        let stranger = await world.asGuest("{ cart(id: \"\(cart)\") { id } }", session: 702)

        #expect(World.firstID(.cart, in: other) == cart, "\(other)")
        #expect(added.contains(#""quantity":"3","unitPrice":{"amountMinor":7050}"#), "\(added)")
        #expect(added.contains(#""total":{"amountMinor":21150}}"#), "\(added)")
        #expect(stranger.contains("NOT_FOUND"), "\(stranger)")
    }

    @Test
    func `a line changes and goes`() async throws {
        let world = try World()
        let cart = try await cart(world)
        let read = await world.asGuest(
            "{ cart(sessionId: \"\(World.id(.tableSession, 701))\") { lines { id } } }")
        let line = World.firstID(.cartLine, in: read)

        let more = await world.asGuest(
            """
            mutation { it: cartLineUpdate(input: { cartId: "\(cart)", lineId: "\(line)", quantity: "2.5" }) {
              cart { total { amountMinor } } userErrors { message } } }
            """)
        let plain = await world.asGuest(
            """
            mutation { it: cartLineUpdate(input: { cartId: "\(cart)", lineId: "\(line)", selections: [
              { groupId: "\(World.id(.group, 130))", modifierId: "\(World.id(.modifier, 140))" }] }) {
              cart { total { amountMinor } lines { id modifiers { modifier { name } quantity } } }
              userErrors { message } } }
            """)
        let left = World.firstID(.cartLine, in: plain)
        let gone = await world.asGuest(
            """
            mutation { it: cartLinesRemove(input: { cartId: "\(cart)", lineIds: ["\(left)"] }) {
              cart { total { amountMinor } lines { id } version } userErrors { message } } }
            """)

        #expect(more.contains(#""amountMinor":17625"#), "\(more)")
        #expect(plain.contains(#""amountMinor":10500"#), "\(plain)")
        #expect(plain.contains(#"[{"modifier":{"name":"Personal"},"quantity":1}]"#), "\(plain)")
        #expect(gone.contains(#"{"amountMinor":0},"lines":[],"version":5"#), "\(gone)")
    }

    @Test
    func `every read prices the cart anew and says what changed`() async throws {
        let world = try World()
        let cart = try await cart(world)
        try await World.asSuperuser(
            "UPDATE branch_overrides SET price_minor = 4300 WHERE id = '\(World.uuid(160))'")

        let read = await world.asGuest(
            """
            { cart(id: "\(cart)") { total { amountMinor } changes {
              kind line { quantity } before { amountMinor } after { amountMinor } } } }
            """)
        let stale = await world.asGuest(World.cartSubmit(cart, total: 7050))
        let accepted = await world.asGuest(World.cartSubmit(cart, total: 7050, accept: true, key: "b"))

        #expect(
            read.contains(
                #"{"kind":"PRICE_CHANGED","line":{"quantity":"1"},"before":{"amountMinor":7050},"#
                    + #""after":{"amountMinor":7150}}"#), "\(read)")
        #expect(read.contains(#""kind":"TOTAL_CHANGED","line":null"#), "\(read)")
        #expect(stale.contains(#""code":"TOTAL_CHANGED""#), "\(stale)")
        #expect(accepted.contains(#"{"cart":{"status":"SUBMITTED"},"userErrors":[]}"#), "\(accepted)")
    }

    @Test
    func `case 16: what is sold out meanwhile refuses the submit and names the line`() async throws {
        let world = try World()
        let cart = try await cart(world)
        _ = await world.run(Acts.availability(item: 120, isAvailable: false))

        let refused = await world.asGuest(World.cartSubmit(cart, total: 7050))
        let read = await world.asGuest(
            "{ cart(id: \"\(cart)\") { lines { problem { kind } } changes { kind } } }")
        _ = await world.run(Acts.availability(item: 120, isAvailable: true))
        let sent = await world.asGuest(World.cartSubmit(cart, total: 7050))

        #expect(
            refused.contains(#""field":["input","cartId","lines","0","itemId"]"#)
                && refused.contains("ITEM_UNAVAILABLE"), "\(refused)")
        #expect(read.contains(#"{"problem":{"kind":"ITEM_UNAVAILABLE"}}"#), "\(read)")
        #expect(sent.contains("SUBMITTED"), "\(sent)")
    }

    @Test
    func `case 4: a choice that is missing on the third level is one error with its path`() async throws {
        let world = try World()
        try await Self.askForSauce()
        let cart = try await cart(world, nil)
        let sauce = """
            { groupId: "\(World.id(.group, 132))", modifierId: "\(World.id(.modifier, 144))" }
            """

        let missing = await world.asGuest(World.cartLinesAdd(cart, World.platter()))
        let complete = await world.asGuest(World.cartLinesAdd(cart, World.platter(below: sauce)))
        let unreachable = await world.asGuest(
            World.cartLinesAdd(
                cart,
                """
                { itemId: "\(World.id(.item, 120))", selections: [{ groupId: "\(World.id(.group, 130))",
                  modifierId: "\(World.id(.modifier, 140))", selections: [\(sauce)] }] }
                """))

        #expect(
            missing.contains(
                #""field":["input","lines","0","selections","0","selections","0","selections"]"#)
                && missing.contains("SELECTION_INVALID"), "\(missing)")
        #expect(complete.contains(#""unitPrice":{"amountMinor":7150}"#), "\(complete)")
        #expect(
            unreachable.contains(#""field":["input","lines","0","selections","0","selections","0"]"#),
            "\(unreachable)")
    }

    /// Corn opens a third level, of which one must be chosen.
    private static func askForSauce() async throws {
        try await World.asSuperuser(
            """
            INSERT INTO modifier_groups (id, organization_id, name, currency, min_select, max_select)
            VALUES ('\(World.uuid(132))', '\(World.uuid(1))', 'Salsa', 'PEN', 1, 1);
            INSERT INTO modifiers (id, organization_id, group_id, name, price_delta_minor, currency)
            VALUES ('\(World.uuid(144))', '\(World.uuid(1))', '\(World.uuid(132))', 'Rocoto', 100, 'PEN');
            INSERT INTO modifier_child_groups (id, organization_id, modifier_id, group_id, currency)
            VALUES ('\(World.uuid(153))', '\(World.uuid(1))', '\(World.uuid(143))', '\(World.uuid(132))',
              'PEN')
            """)
    }

    @Test
    func `fifty submits at once make one order`() async throws {
        let world = try World()
        let cart = try await cart(world)

        let answers = await withTaskGroup(of: String.self) { tasks in
            for _ in 0..<50 { tasks.addTask { await world.asGuest(World.cartSubmit(cart, total: 7050)) } }
            return await tasks.reduce(into: []) { $0.append($1) }
        }
        let other = await world.asGuest(World.cartSubmit(cart, total: 7050, key: "other"))

        #expect(Set(answers) == [#"{"data":{"it":{"cart":{"status":"SUBMITTED"},"userErrors":[]}}}"#])
        #expect(try await World.texts("SELECT number::text FROM orders") == ["1"])
        #expect(other.contains(#""code":"CONFLICT""#), "\(other)")
    }

    @Test
    func `an order keeps names, choices, prices and taxes`() async throws {
        let world = try World()
        let cart = try await cart(world, World.platter("2"))
        _ = await world.asGuest(World.cartSubmit(cart, total: 14100))

        #expect(
            try await World.texts(
                """
                SELECT concat_ws(' ', business_date, number, type, source, status, total_minor, tax_minor,
                  net_minor, table_id = '\(World.uuid(1001))') FROM orders
                """) == ["2026-03-01 1 DINE_IN CUSTOMER_QR PENDING 14100 2151 11949 t"])
        #expect(
            try await World.texts(
                """
                SELECT concat_ws(' ', name, sku, category_name, quantity, base_minor, branch_minor,
                  modifier_minor, gross_minor, total_minor, course) FROM order_lines
                """) == ["Ceviche clásico CEV-1 Ceviches 2.0000 3800 4200 2850 14100 14100 1"])
        #expect(
            try await World.texts(
                """
                SELECT concat_ws(' ', m.group_name, m.name, m.quantity, m.amount_minor, p.name)
                FROM order_line_modifiers AS m LEFT JOIN order_line_modifiers AS p ON p.id = m.parent_id
                ORDER BY m.position
                """) == ["Tamaño Fuente 1 2500", "Guarnición Choclo 1 350 Fuente"])
        #expect(
            try await World.texts(
                """
                SELECT concat_ws(' ', component, rate_bps, amount_minor) FROM order_line_taxes
                ORDER BY position
                """
            )
                == ["IGV 1600 1912", "IPM 200 239"])
        #expect(
            try await World.texts("SELECT type FROM events ORDER BY sequence").suffix(2)
                == ["order.created", "cart.changed"])
    }

    @Test
    func `carts and items of others are not there`() async throws {
        let world = try World()
        let cart = try await cart(world)
        let (foreign, _) = await world.run(
            World.cartLinesAdd(cart, World.platter()), organization: 2)
        let (elsewhere, _) = await world.run(
            World.cartLinesAdd(cart, World.platter()), role: "WAITER", branches: [12], member: 405)
        let item = await world.asGuest(
            World.cartLinesAdd(cart, "{ itemId: \"\(World.id(.item, 220))\" }"))
        let submit = await world.asGuest(World.cartSubmit(cart, total: 7050), session: 702)

        for answer in [foreign, elsewhere, submit] {
            #expect(
                answer.contains(#""field":["input","cartId"]"#) && answer.contains("NOT_FOUND"), "\(answer)")
        }
        #expect(item.contains("ITEM_UNAVAILABLE"), "\(item)")
        #expect(try await World.texts("SELECT id::text FROM orders").isEmpty)
    }

    @Test
    func `case 6: a quote prices lines without a cart, the defaults where nothing is said`() async throws {
        let world = try World()
        try await World.asSuperuser(
            "UPDATE modifiers SET is_default = true WHERE id = '\(World.uuid(141))'")
        let quote = """
            { priceQuote(branchId: "\(World.id(.branch, 11))", at: "2026-03-01T16:00:00Z", lines: [
              { itemId: "\(World.id(.item, 120))" }, { itemId: "\(World.id(.item, 121))", selections: [] }
            ]) { total { amountMinor } tax { amountMinor } pricesIncludeTax lines {
              item { name } quantity unitPrice { amountMinor } problem { kind } } } }
            """

        let (text, statements) = await world.run(quote)
        let (foreign, _) = await world.run(quote, organization: 2)

        #expect(text.contains(#""total":{"amountMinor":6700},"tax":{"amountMinor":1022}"#), "\(text)")
        #expect(
            text.contains(
                #"{"item":{"name":"Ceviche clásico"},"quantity":"1","unitPrice":{"amountMinor":6700},"#
                    + #""problem":null}"#), "\(text)")
        #expect(text.contains(#""problem":{"kind":"ITEM_UNAVAILABLE"}"#), "\(text)")
        #expect(foreign.contains("NOT_FOUND"), "\(foreign)")
        #expect(statements.count == 6, "\(statements.map(\.statement))")
    }

    @Test
    func `case 5: free choices are the cheapest, in whatever order they are named`() async throws {
        let world = try World()
        try await World.asSuperuser(
            """
            UPDATE modifier_groups SET free_quantity = 1 WHERE id = '\(World.uuid(131))'
            """)
        func line(_ first: Int, _ second: Int) -> String {
            let chosen = [first, second].map {
                "{ groupId: \"\(World.id(.group, 131))\", modifierId: \"\(World.id(.modifier, $0))\" }"
            }
            return """
                { itemId: "\(World.id(.item, 120))", selections: [{ groupId: "\(World.id(.group, 130))",
                  modifierId: "\(World.id(.modifier, 141))", selections: [\(chosen.joined())] }] }
                """
        }
        let cart = try await cart(world, nil)

        let one = await world.asGuest(World.cartLinesAdd(cart, line(142, 143)))
        let other = await world.asGuest(World.cartLinesAdd(cart, line(143, 142)))

        #expect(one.contains(#""quantity":"1","unitPrice":{"amountMinor":7050}"#), "\(one)")
        #expect(other.contains(#""quantity":"2","unitPrice":{"amountMinor":7050}"#), "\(other)")
    }

    @Test
    func `the statements of a submit are as many for one line as for twenty`() async throws {
        let world = try World()
        let cart = try await cart(world)
        let one = Events()
        _ = await world.asGuest(World.cartSubmit(cart, total: 7050)) { one.append($0) }
        let second = World.firstID(.cart, in: await world.asGuest(World.cartCreate))
        let lines = (1...20).map { number in
            World.platter().replacing(
                "{ itemId", with: "{ instructions: \"\(number)\", itemId", maxReplacements: 1)
        }
        let added = await world.asGuest(World.cartLinesAdd(second, lines.joined()))
        let twenty = Events()
        let sent = await world.asGuest(World.cartSubmit(second, total: 141_000, key: "b")) {
            twenty.append($0)
        }

        #expect(added.contains(#""total":{"amountMinor":141000}}"#), "\(added.suffix(200))")
        #expect(sent.contains("SUBMITTED"), "\(sent)")
        // The tenant's first answer that is kept makes the key of answers.
        let likewise = one.statements.filter { $0.statement.name != "AnswerKeyRow.make" }
        #expect(likewise.count == twenty.statements.count)
        #expect(try await World.texts("SELECT number::text FROM orders ORDER BY number") == ["1", "2"])
    }
}
