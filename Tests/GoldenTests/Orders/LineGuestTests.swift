import Postgres
import Restaurant
import TestSupport
import Testing

/// For whom a line is, and where it is made.
@Suite(.database(World.template))
struct LineGuestTests {
    /// Ana and Luis sit at the first table, Eva at another one.
    private static func seat() async throws {
        try await World.seatGuests()
        try await World.asSuperuser(
            """
            INSERT INTO table_sessions (id, organization_id, branch_id, table_id, status, activated_at,
              expires_at)
            VALUES ('\(World.uuid(702))', '\(World.uuid(1))', '\(World.uuid(11))', '\(World.uuid(1002))',
              'ACTIVE', now(), now() + interval '1 day');
            INSERT INTO session_guests (id, organization_id, session_id, name) VALUES
              ('\(World.uuid(711))', '\(World.uuid(1))', '\(World.uuid(701))', 'Ana'),
              ('\(World.uuid(712))', '\(World.uuid(1))', '\(World.uuid(701))', 'Luis'),
              ('\(World.uuid(713))', '\(World.uuid(1))', '\(World.uuid(702))', 'Eva')
            """)
    }

    private static func guest(_ number: Int) -> String { "guestId: \"\(World.id(.sessionGuest, number))\"" }

    @Test
    func `a line of a cart is a guest's, becomes another's, and the order keeps whose it is`() async throws {
        let world = try World()
        try await Self.seat()
        let cart = World.firstID(.cart, in: await world.asGuest(World.cartCreate))
        let line = World.platter().replacing("{ itemId", with: "{ \(Self.guest(711)), itemId")
        _ = await world.asGuest(World.cartLinesAdd(cart, line))
        let read = await world.asGuest("{ cart(id: \"\(cart)\") { lines { id guest { name } } } }")
        func update(_ guest: String) async -> String {
            let first = World.firstID(
                .cartLine, in: await world.asGuest("{ cart(id: \"\(cart)\") { lines { id } } }"))
            return await world.asGuest(
                """
                mutation { it: cartLineUpdate(input: { cartId: "\(cart)", lineId: "\(first)", \(guest) }) {
                  cart { lines { guest { name } } } userErrors { field ... on CartUserError { code } } } }
                """)
        }

        let nobodys = await update("guestId: null")
        let luis = await update(Self.guest(712))
        let stranger = await update(Self.guest(713))
        _ = await world.asGuest(World.cartSubmit(cart, total: 7050))
        let mine = await world.asGuest(
            """
            { tableSession(id: "\(World.id(.tableSession, 701))") { orders { nodes { lines {
              guest { name } } } } } }
            """)

        #expect(read.contains(#""guest":{"name":"Ana"}"#), "\(read)")
        #expect(nobodys.contains(#""lines":[{"guest":null}],"#) || nobodys.contains(#"[{"guest":null}]"#))
        #expect(luis.contains(#""guest":{"name":"Luis"}"#), "\(luis)")
        #expect(stranger.contains(#"{"field":["input","guestId"],"code":"NOT_FOUND"}"#), "\(stranger)")
        #expect(mine.contains(#""guest":{"name":"Luis"}"#), "\(mine)")
    }

    @Test
    func `for whom a line is may change once the kitchen has it; where it is made is told then`()
        async throws
    {
        let world = try World()
        try await Self.seat()
        func waiter(_ document: String) async -> String {
            await world.run(document, role: "WAITER", branches: [11], member: 404).text
        }
        func update(_ line: String, _ input: String) async -> String {
            await waiter(
                """
                mutation { it: orderLineUpdate(input: { lineId: "\(line)", \(input) }) {
                  order { lines { guest { name } station { name } } }
                  userErrors { field ... on OrderUserError { code } } } }
                """)
        }
        let made = await waiter(
            """
            mutation { it: orderCreate(input: { branchId: "\(World.id(.branch, 11))",
              \(World.moneyKey()),
              sessionId: "\(World.id(.tableSession, 701))", lines: [\(World.platter())] }) {
              order { id lines { id guest { name } station { name } } } userErrors { message } } }
            """)
        let line = World.firstID(.orderLine, in: made)
        let order = World.firstID(.order, in: made)

        let before = await update(line, "\(Self.guest(711)), quantity: \"2\"")
        _ = await waiter(
            "mutation { orderConfirm(input: { id: \"\(order)\" }) { userErrors { message } } }")
        let after = await update(line, Self.guest(712))
        let both = await update(line, "\(Self.guest(711)), quantity: \"3\"")
        let stranger = await update(line, Self.guest(713))
        let nobodys = await update(line, "guestId: null")

        #expect(made.contains(#""guest":null,"station":null"#), "\(made)")
        #expect(before.contains(#""guest":{"name":"Ana"},"station":null"#), "\(before)")
        #expect(after.contains(#""guest":{"name":"Luis"},"station":{"name":""#), "\(after)")
        #expect(both.contains(#"{"field":["input","lineId"],"code":"CONFLICT"}"#), "\(both)")
        #expect(stranger.contains(#"{"field":["input","guestId"],"code":"NOT_FOUND"}"#), "\(stranger)")
        #expect(nobodys.contains(#""guest":null,"station":{"name":""#), "\(nobodys)")
        try await World.asSuperuser(
            """
            UPDATE order_lines SET status = 'VOIDED', taken_off_at = now(), net_minor = 0, tax_minor = 0,
              total_minor = 0
            """)
        #expect(await update(line, Self.guest(711)).contains("CONFLICT"))
    }
}
