internal import DataLoader
internal import Domain
internal import Postgres

/// A reward of a cart as it is stored, with the points of the customer who is to pay for it.
struct StoredReward: Sendable {
    /// Rewards of one cart at most: nobody's points pay for more in one meal.
    static let countOfCartMax = 5

    let id: UUIDBytes
    let name: String
    let points: Int64
    let currency: String
    let value: Discount.Value
    /// The item of which a portion is free; nil for a reward of all lines.
    let item: UUIDBytes?
    let isActive: Bool
    /// What the customer may spend now; nil without a customer.
    let balance: Int64?

    /// The rewards of carts, each behind its cart's ID.
    static func finding(ofCarts carts: [UUIDBytes], _ caller: TenantCaller) -> BoundStatement {
        ofCarts.bind(caller.organization.map { .uuid($0) } ?? .null, carts.parameter)
    }

    /// What the statement found, by cart, in the order in which they were asked for.
    static func rewards(_ found: PostgresResult) -> [(cart: UUIDBytes, reward: StoredReward)] {
        (0..<found.rowCount).compactMap { row in
            guard let cart = found.uuid(row, 0), let reward = StoredReward(found, row) else { return nil }
            return (cart, reward)
        }
    }

    private init?(_ found: PostgresResult, _ row: Int) {
        guard let id = found.uuid(row, 1), let name = found.string(row, 2), let points = found.int(row, 3),
            let currency = found.string(row, 4), let isActive = found.bool(row, 5)
        else { return nil }
        self.id = id
        self.name = name
        self.points = points
        self.currency = currency
        self.isActive = isActive
        item = found.uuid(row, 9)
        balance = found.int(row, 10)
        if let rate = found.int(row, 6).flatMap({ BasisPoints(Int($0)) }) {
            value = .percent(rate, capMinor: found.int(row, 8))
        } else if let minor = found.int(row, 7) {
            value = .amount(minor: minor)
        } else if let portion = FreePortions(free: 1, paid: 0) {
            value = .portions(portion)
        } else {
            return nil
        }
    }

    /// What it takes off lines; nil where none of them is in its scope.
    func discount(on lines: [CouponTerms<UUIDBytes>.Line]) -> Discount? {
        guard let item else { return lines.isEmpty ? nil : Discount(value) }
        let positions = lines.indices.filter { lines[$0].item == item }
        return positions.isEmpty ? nil : Discount(value, on: .lines(positions))
    }

    /// Points that have expired are no more, though nobody has taken them off yet. `cart_rewards_cart_key`,
    /// `carts_pkey`, `rewards_pkey`, `loyalty_accounts_customer_key` and `loyalty_entries_lots_idx` serve it.
    private static let ofCarts = Statement(
        "StoredReward.ofCarts",
        """
        SELECT c.id, r.id, r.name, r.points, r.currency, r.is_active, r.rate_bps, r.fixed_minor, r.cap_minor,
          r.item_id, CASE WHEN c.customer_id IS NOT NULL THEN coalesce(a.balance - (
            SELECT coalesce(sum(e.remaining), 0) FROM loyalty_entries AS e WHERE e.organization_id = $1
              AND e.account_id = a.id AND e.remaining > 0 AND e.expires_at <= now())::bigint, 0) END
        FROM cart_rewards AS x
        JOIN carts AS c ON c.organization_id = $1 AND c.id = x.cart_id
        JOIN rewards AS r ON r.organization_id = $1 AND r.id = x.reward_id
        LEFT JOIN loyalty_accounts AS a ON a.organization_id = $1 AND a.customer_id = c.customer_id
        WHERE x.organization_id = $1 AND x.cart_id = ANY($2)
        ORDER BY c.id, x.position, x.id
        """, parameters: [.uuid, .uuidArray])
}
