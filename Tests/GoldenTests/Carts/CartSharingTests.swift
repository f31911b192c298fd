import DataLoader
import Foundation
import Restaurant
import TestSupport
import Testing

/// Carts that become one, carts of customers, and what a quote says of lines that make no sense.
@Suite(.database(World.template))
struct CartSharingTests {
    /// The session's cart with one platter, and a member's with two and a ceviche.
    private func carts(_ world: World) async throws -> (guests: String, staff: String) {
        try await World.seatGuests()
        let guests = World.firstID(.cart, in: await world.asGuest(World.cartCreate))
        _ = await world.asGuest(World.cartLinesAdd(guests, World.platter()))
        let staff = World.firstID(.cart, in: await waiter(world, World.cartCreate))
        _ = await waiter(world, World.cartLinesAdd(staff, "\(World.platter("2")) \(Self.ceviche)"))
        return (guests, staff)
    }

    private func waiter(_ world: World, _ document: String, branches: [Int] = [11]) async -> String {
        await world.run(document, role: "WAITER", branches: branches, member: 404).text
    }

    /// One small ceviche: 42.00.
    private static let ceviche = """
        { itemId: "\(World.id(.item, 120))", selections: [
          { groupId: "\(World.id(.group, 130))", modifierId: "\(World.id(.modifier, 140))" }] }
        """

    private static func merge(_ cart: String, into other: String, _ more: String = "") -> String {
        """
        mutation { it: cartMerge(input: { cartId: "\(cart)", intoId: "\(other)" \(more) }) {
          cart { status version lines { quantity } total { amountMinor } }
          userErrors { field message ... on CartUserError { code } } } }
        """
    }

    private static func attach(_ cart: String, _ customer: Int) -> String {
        """
        mutation { it: cartCustomerAttach(input: {
          cartId: "\(cart)", customerId: "\(World.id(.customer, customer))" }) {
          cart { customer { name } } userErrors { field ... on CartUserError { code } } } }
        """
    }

    /// Two customers, the second of whom is gone.
    private static let customers = """
        INSERT INTO customers (id, organization_id, name, deleted_at) VALUES
          ('\(World.uuid(950))', '\(World.uuid(1))', 'Rosa', NULL),
          ('\(World.uuid(951))', '\(World.uuid(1))', 'Luis', now());
        """

    @Test
    func `a merged cart's lines go into the other, equal ones together, and it is over`() async throws {
        let world = try World()
        let (guests, staff) = try await carts(world)

        let key = ", idempotencyKey: \"one and no other\""
        let merged = await waiter(world, Self.merge(staff, into: guests, key))
        let repeated = await waiter(world, Self.merge(staff, into: guests, key))
        let again = await waiter(world, Self.merge(staff, into: guests))
        let added = await waiter(world, World.cartLinesAdd(staff, World.platter()))

        #expect(
            merged.contains(#""lines":[{"quantity":"3"},{"quantity":"1"}],"total":{"amountMinor":25350}"#),
            "\(merged)")
        #expect(repeated == merged)
        #expect(again.contains("CONFLICT") && added.contains("CONFLICT"), "\(again) \(added)")
        #expect(
            try await World.texts(
                "SELECT status || ' ' || (merged_into_id IS NOT NULL) FROM carts ORDER BY status")
                == ["MERGED true", "OPEN false"])
        #expect(try await World.told().contains("cart.changed MERGED"))
    }

    @Test
    func `carts that do not belong together, or are not the caller's, stay apart`() async throws {
        let world = try World()
        let (guests, staff) = try await carts(world)
        let takeaway = World.firstID(
            .cart,
            in: await waiter(
                world,
                World.cartCreate.replacingOccurrences(of: "branchId", with: "type: TAKEAWAY, branchId")))

        let itself = await waiter(world, Self.merge(staff, into: staff))
        let otherType = await waiter(world, Self.merge(takeaway, into: guests))
        let nobody = await waiter(world, Self.merge(World.id(.cart, 9999), into: guests))
        let byGuest = await world.asGuest(Self.merge(staff, into: guests))
        let elsewhere = await waiter(world, Self.merge(staff, into: guests), branches: [12])

        #expect(itself.contains(#""field":["input","intoId"]"#) && itself.contains("INVALID"), "\(itself)")
        #expect(otherType.contains("INVALID"), "\(otherType)")
        for answer in [nobody, byGuest, elsewhere] {
            #expect(
                answer.contains(#""field":["input","cartId"]"#) && answer.contains("NOT_FOUND"), "\(answer)")
        }
        #expect(try await World.texts("SELECT DISTINCT status FROM carts") == ["OPEN"])
    }

    @Test
    func `staff attach whom the organization knows, a guest only themselves`() async throws {
        let world = try World()
        let (guests, staff) = try await carts(world)
        try await World.asSuperuser(Self.customers)

        let attached = await waiter(world, Self.attach(staff, 950))
        let gone = await waiter(world, Self.attach(staff, 951))
        let stranger = await world.asGuest(Self.attach(guests, 950))
        let own = await world.run(
            Self.attach(guests, 950), role: "CUSTOMER", branches: [11],
            claims: ["session": .id(World.uuid(701)), "customer": .id(World.uuid(950))]
        ).text

        let done = #"{"cart":{"customer":{"name":"Rosa"}},"userErrors":[]}"#
        #expect(attached.contains(done) && own.contains(done), "\(attached) \(own)")
        for answer in [gone, stranger] {
            #expect(answer.contains(#"["input","customerId"],"code":"NOT_FOUND""#), "\(answer)")
        }
    }

    @Test
    func `a quote of lines that make no sense is an error of its field, with the place`() async throws {
        let world = try World()
        func quote(_ name: String, _ lines: String) -> String {
            "\(name): priceQuote(branchId: \"\(World.id(.branch, 11))\", lines: [\(lines)]) { currency: "
                + "pricesIncludeTax }"
        }
        let item = "itemId: \"\(World.id(.item, 120))\""

        let text = await world.run(
            """
            { \(quote("good", Self.ceviche)) \(quote("none", ""))
              \(quote("bad", Self.ceviche + "{ \(item), quantity: \"-1\" }"))
              \(quote("late", "{ \(item), course: 21 }")) }
            """
        ).text

        #expect(text.contains(#""good":{"currency":true}"#), "\(text)")
        #expect(text.contains(#""none":null,"bad":null,"late":null"#), "\(text)")
        for (name, place) in [("none", "lines"), ("bad", "lines.1.quantity"), ("late", "lines.0.course")] {
            #expect(text.contains("Argument `\(place)`: "), "\(text)")
            #expect(text.contains(#""path":["\#(name)"]"#), "\(text)")
        }
        #expect(text.contains("BAD_USER_INPUT"), "\(text)")
    }
}
