import Postgres
import Restaurant
import TestSupport
import Testing

/// Carts of devices that nobody has signed in on, filled for them by a kiosk's key or by staff.
@Suite(.database(World.template))
struct DeviceCartTests {
    private func create(
        _ world: World, _ input: String, branch: Int = 11, role: String = "orders:write"
    ) async -> String {
        await world.run(
            """
            mutation { it: cartCreate(input: { branchId: "\(World.id(.branch, branch))", \(input) }) {
              cart { id version } userErrors { field message ... on CartUserError { code } } } }
            """, role: role, branches: [11, 12]
        ).text
    }

    @Test
    func `a device has one open cart in a branch, whoever asks again`() async throws {
        let world = try World()

        let first = await create(world, "deviceKey: \"kiosk 1\", type: TAKEAWAY")
        let again = await create(world, "deviceKey: \"kiosk 1\"")
        let other = await create(world, "deviceKey: \"kiosk 2\"")
        let elsewhere = await create(world, "deviceKey: \"kiosk 1\"", branch: 12)

        let cart = World.firstID(.cart, in: first)
        #expect(!cart.isEmpty && World.firstID(.cart, in: again) == cart, "\(first) \(again)")
        #expect(Set([first, other, elsewhere].map { World.firstID(.cart, in: $0) }).count == 3)
        // What it is called stays with its keeper.
        #expect(
            try await World.texts("SELECT DISTINCT octet_length(device_hash) FROM carts") == ["32"])
    }

    @Test
    func `it is filled and sent by the same key, and the next one begins`() async throws {
        let world = try World()
        func key(_ document: String) async -> String {
            await world.run(document, role: "orders:write", branches: [11]).text
        }
        let cart = World.firstID(.cart, in: await create(world, "deviceKey: \"kiosk 1\", type: TAKEAWAY"))

        let added = await key(World.cartLinesAdd(cart, World.platter()))
        let sent = await key(World.cartSubmit(cart, total: 7050))
        let next = await create(world, "deviceKey: \"kiosk 1\"")

        #expect(added.contains(#""total":{"amountMinor":7050}"#), "\(added)")
        #expect(sent.contains(#""cart":{"status":"SUBMITTED"}"#), "\(sent)")
        #expect(try await World.texts("SELECT type FROM orders") == ["TAKEAWAY"])
        #expect(World.firstID(.cart, in: next) != cart && next.contains(#""userErrors":[]"#), "\(next)")
    }

    @Test
    func `a cart that nobody touched for too long does not come back, swept or not`() async throws {
        let world = try World()
        let old = World.firstID(.cart, in: await create(world, "deviceKey: \"kiosk 1\""))
        try await World.asSuperuser("UPDATE carts SET expires_at = now() - interval '1 second'")

        let new = await create(world, "deviceKey: \"kiosk 1\"")

        #expect(World.firstID(.cart, in: new) != old && new.contains(#""userErrors":[]"#), "\(new)")
        #expect(try await World.texts("SELECT status FROM carts ORDER BY status") == ["ABANDONED", "OPEN"])
        #expect(
            try await World.told() == ["cart.changed OPEN", "cart.changed ABANDONED", "cart.changed OPEN"])
    }

    @Test
    func `a cart is somebody's, and not a session's and a device's at once`() async throws {
        let world = try World()
        try await World.seatGuests()
        let session = "sessionId: \"\(World.id(.tableSession, 701))\""

        let nobodys = await create(world, "type: TAKEAWAY")
        let both = await create(world, "\(session), deviceKey: \"kiosk 1\"")
        let blank = await create(world, "deviceKey: \" \"")
        let guest = await world.asGuest(
            World.cartCreate.replacing("branchId", with: "deviceKey: \"x\", branchId"))

        #expect(nobodys.contains("INVALID") && both.contains("INVALID"), "\(nobodys) \(both)")
        #expect(blank.contains(#""field":["input","deviceKey"]"#), "\(blank)")
        // A guest's cart is the session's, whatever the input says.
        #expect(guest.contains(#""userErrors":[]"#), "\(guest)")
        #expect(try await World.texts("SELECT count(device_hash) FROM carts") == ["0"])
    }

    @Test
    func `a customer who is gone gets no cart and no order`() async throws {
        let world = try World()
        try await World.asSuperuser(
            """
            INSERT INTO customers (id, organization_id, name, deleted_at)
            VALUES ('\(World.uuid(951))', '\(World.uuid(1))', 'Luis', now())
            """)
        let customer = "customerId: \"\(World.id(.customer, 951))\""

        let cart = await create(world, customer, role: "ORG_ADMIN")
        let order = await world.run(
            """
            mutation { it: orderCreate(input: { branchId: "\(World.id(.branch, 11))", type: TAKEAWAY,
              \(World.moneyKey()), \(customer), lines: [\(World.platter())] }) {
              order { id } userErrors { field ... on OrderUserError { code } } } }
            """
        ).text

        for answer in [cart, order] {
            #expect(answer.contains(#""field":["input","customerId"]"#), "\(answer)")
            #expect(answer.contains("NOT_FOUND"), "\(answer)")
        }
    }
}
