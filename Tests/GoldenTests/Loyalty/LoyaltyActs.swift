import DataLoader
import Postgres
import Restaurant
import TestSupport
import Testing

/// A loyalty program, a customer, and what the logs tell of them.
enum LoyaltyActs {
    static let rosa = World.id(.customer, 901)

    /// Rosa and Luz.
    static func customers() async throws {
        try await World.asSuperuser(
            """
            INSERT INTO customers (id, organization_id, name) VALUES
              ('\(World.uuid(901))', '\(World.uuid(1))', 'Rosa'),
              ('\(World.uuid(902))', '\(World.uuid(1))', 'Luz')
            ON CONFLICT DO NOTHING
            """)
    }

    /// A program of a point for each sol, and its customers.
    static func begin(_ world: World, _ terms: String = "") async throws {
        try await customers()
        let (text, _) = await world.run(update("name: \"Amigos\", currency: \"PEN\" \(terms)"))
        try #require(text.contains(#""userErrors":[]"#), "\(text)")
    }

    static func update(_ terms: String) -> String {
        """
        mutation { it: loyaltyProgramUpdate(input: { \(terms) }) {
          loyaltyProgram { id isActive rateBasisPoints lotDays version tiers { id name minPoints } }
          userErrors { field ... on LoyaltyUserError { code } } } }
        """
    }

    static func adjust(_ points: Int, customer: Int = 901, key: String? = nil) -> String {
        """
        mutation { it: loyaltyAdjust(input: { customerId: "\(World.id(.customer, customer))",
          points: \(points), reason: "Gift"
          \(key.map { ", idempotencyKey: \"the key of a gift: \($0)\"" } ?? "") }) {
          loyaltyAccount { balance } userErrors { field ... on LoyaltyUserError { code } } } }
        """
    }

    /// A completed order of Rosa's, of 100.00 without tax, as its event tells it.
    static func complete(
        _ number: Int, net: Int = 10_000, refunded: Int = 0, customer: Int = 901, branch: Int = 11
    ) async throws {
        try await World.asSuperuser(
            """
            INSERT INTO orders (id, organization_id, branch_id, business_date, number, type, source, status,
              customer_id, currency, prices_include_tax, net_minor, tax_minor, total_minor, paid_minor,
              refunded_minor, completed_at)
            VALUES ('\(World.uuid(number))', '\(World.uuid(1))', '\(World.uuid(branch))', '2026-03-01',
              \(number), 'TAKEAWAY', 'POS', 'COMPLETED', '\(World.uuid(customer))', 'PEN', true, \(net), 1800,
              \(net + 1800), \(net + 1800), \(refunded), now());
            INSERT INTO order_lines (id, organization_id, order_id, branch_id, item_id, name, quantity,
              base_minor, gross_minor, net_minor, tax_minor, total_minor, status)
            VALUES ('\(World.uuid(number + 50_000))', '\(World.uuid(1))', '\(World.uuid(number))',
              '\(World.uuid(branch))', '\(World.uuid(120))', 'Ceviche', 1, \(net + 1800), \(net + 1800),
              \(net), 1800, \(net + 1800), 'SERVED');
            INSERT INTO events (id, organization_id, branch_id, type, entity_kind, entity_id, payload)
            VALUES (gen_random_uuid(), '\(World.uuid(1))', '\(World.uuid(branch))', 'order.status_changed',
              'order', '\(World.uuid(number))', '{"status": "COMPLETED"}')
            """)
    }

    /// Reads the logs, and takes off what has expired.
    @discardableResult
    static func sweep(_ world: World) async throws -> [ExpiryCount] {
        var counts: [ExpiryCount] = []
        for expiry in Expiry.all where expiry.action.hasPrefix("loyalty") {
            counts.append(
                try await expiry.sweep(
                    World.uuid(1), nowSeconds: 1_772_380_800, services: World.services(),
                    sessions: TenantSessions(readPool: world.readPool, writePool: world.writePool)))
        }
        return counts
    }

    /// Entries in their order, as `KIND points remaining owed`.
    static func entries(of customer: Int = 901) async throws -> [String] {
        try await World.texts(
            """
            SELECT e.kind || ' ' || e.points || ' ' || e.remaining || ' ' || e.owed FROM loyalty_entries AS e
            JOIN loyalty_accounts AS a ON a.id = e.account_id
            WHERE a.customer_id = '\(World.uuid(customer))' ORDER BY e.created_at, e.points DESC, e.id
            """)
    }

    /// Balance, lifetime and debt.
    static func account(of customer: Int = 901) async throws -> [String] {
        try await World.texts(
            """
            SELECT balance || ' ' || lifetime || ' ' || owed FROM loyalty_accounts
            WHERE customer_id = '\(World.uuid(customer))'
            """)
    }

    /// Accounts whose balance is not the sum of their entries and of their lots.
    static func unsound() async throws -> [String] {
        try await World.texts(
            """
            SELECT a.id FROM loyalty_accounts AS a LEFT JOIN loyalty_entries AS e ON e.account_id = a.id
            GROUP BY a.id, a.balance
            HAVING a.balance <> coalesce(sum(e.points), 0) OR a.balance <> coalesce(sum(e.remaining), 0)
            """)
    }
}
