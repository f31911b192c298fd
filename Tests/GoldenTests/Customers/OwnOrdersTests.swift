import DataLoader
import Foundation
import Restaurant
import TestSupport
import Testing

/// What leads from a session at a table, or from a customer, to carts and orders, and who sees it.
@Suite(.database(World.template))
struct OwnOrdersTests {
    /// Orders of the session 701 and of the customer 950, one of both, and one of another session.
    private func store() async throws {
        try await World.seatGuests()
        try await World.asSuperuser(
            """
            INSERT INTO table_sessions (id, organization_id, branch_id, table_id, status, activated_at,
              expires_at)
            VALUES ('\(World.uuid(702))', '\(World.uuid(1))', '\(World.uuid(11))', '\(World.uuid(1002))',
              'ACTIVE', now(), now() + interval '1 day');
            INSERT INTO customers (id, organization_id, name, phone) VALUES
              ('\(World.uuid(950))', '\(World.uuid(1))', 'Rosa', '+51987654321'),
              ('\(World.uuid(951))', '\(World.uuid(1))', 'Luis', '+51987654322');
            INSERT INTO orders (id, organization_id, branch_id, business_date, number, type, source, status,
              session_id, table_id, customer_id, currency, prices_include_tax, net_minor, total_minor,
              paid_minor, canceled_at)
            SELECT o.id::uuid, '\(World.uuid(1))', '\(World.uuid(11))', '2026-03-01', o.number, 'DINE_IN',
              'POS', o.status, o.session::uuid, '\(World.uuid(1001))', o.customer::uuid, 'PEN', true, o.total,
              o.total, o.paid, CASE o.status WHEN 'CANCELED' THEN now() END
            FROM (VALUES
              ('\(World.uuid(961))', 1, 'SERVED', '\(World.uuid(701))', '\(World.uuid(950))', 1000, 400),
              ('\(World.uuid(962))', 2, 'CONFIRMED', '\(World.uuid(701))', NULL, 500, 0),
              ('\(World.uuid(963))', 3, 'CANCELED', '\(World.uuid(701))', NULL, 9000, 0),
              ('\(World.uuid(964))', 4, 'SERVED', '\(World.uuid(702))', '\(World.uuid(950))', 700, 0),
              ('\(World.uuid(965))', 5, 'SERVED', '\(World.uuid(702))', '\(World.uuid(951))', 800, 0)
            ) AS o (id, number, status, session, customer, total, paid);
            """)
    }

    private static let session = """
        { tableSession(id: "\(World.id(.tableSession, 701))") {
          cart { status customer { name } } total { amountMinor } balance { amountMinor }
          orders { nodes { number customer { name phone } } } } }
        """

    private static func customer(_ number: Int) -> String {
        """
        { customer(id: "\(World.id(.customer, number))") {
          name phone orders(first: 10) { nodes { number total { amountMinor } } } } }
        """
    }

    @Test
    func `a session tells its cart, its orders and what they come to`() async throws {
        let world = try World()
        try await store()
        let before = await world.run(Self.session, role: "CASHIER", branches: [11], member: 403).text
        let cart = World.firstID(.cart, in: await world.asGuest(World.cartCreate))
        _ = await world.run(
            """
            mutation { cartCustomerAttach(input: { cartId: "\(cart)",
              customerId: "\(World.id(.customer, 950))" }) { userErrors { message } } }
            """, role: "WAITER", branches: [11])
        let after = await world.run(Self.session, role: "CASHIER", branches: [11], member: 403).text

        #expect(before.contains(#""cart":null,"total":{"amountMinor":1500}"#), "\(before)")
        #expect(after.contains(#""cart":{"status":"OPEN","customer":{"name":"Rosa"}}"#), "\(after)")
        #expect(after.contains(#""balance":{"amountMinor":1100}"#), "\(after)")
        #expect(
            after.contains(#"{"number":1,"customer":{"name":"Rosa","phone":"+51987654321"}}"#), "\(after)")
        #expect(after.contains(#"{"number":3,"customer":null}"#), "\(after)")
        #expect(!after.contains(#""number":4"#), "\(after)")
    }

    @Test
    func `guests read their own session's orders, and of customers only themselves`() async throws {
        let world = try World()
        try await store()

        let own = await world.asGuest(Self.session)
        let signedIn = await world.run(
            Self.session, role: "CUSTOMER", branches: [11],
            claims: ["session": .id(World.uuid(701)), "customer": .id(World.uuid(950))]
        ).text
        let other = await world.asGuest(Self.session, session: 702)

        #expect(own.contains(#"{"number":2,"customer":null},{"number":1,"customer":null}"#), "\(own)")
        #expect(own.contains(#""balance":{"amountMinor":1100}"#), "\(own)")
        #expect(
            signedIn.contains(#"{"number":1,"customer":{"name":"Rosa","phone":"+51987654321"}}"#),
            "\(signedIn)")
        #expect(other.contains("NOT_FOUND"), "\(other)")
    }

    @Test
    func `a customer's orders are those within reach of who asks`() async throws {
        let world = try World()
        try await store()
        func ask(_ role: String, _ branches: [Int]?, _ customer: Int = 950) async -> String {
            await world.run(
                Self.customer(customer), role: role, branches: branches,
                claims: role == "CUSTOMER" ? ["customer": .id(World.uuid(950))] : [:]
            ).text
        }

        let manager = await ask("BRANCH_MANAGER", [11])
        let elsewhere = await ask("BRANCH_MANAGER", [12])
        let own = await ask("CUSTOMER", nil)
        let stranger = await ask("CUSTOMER", nil, 951)
        let waiter = await ask("WAITER", [11])

        let orders = #"[{"number":4,"total":{"amountMinor":700}},{"number":1,"total":{"amountMinor":1000}}]"#
        #expect(manager.contains(orders) && own.contains(orders), "\(manager) \(own)")
        #expect(elsewhere.contains(#""orders":{"nodes":[]}"#), "\(elsewhere)")
        #expect(stranger.contains("NOT_FOUND"), "\(stranger)")
        #expect(waiter.contains("phone"), "\(waiter)")
        #expect(!waiter.contains("987654321"), "\(waiter)")
    }
}
