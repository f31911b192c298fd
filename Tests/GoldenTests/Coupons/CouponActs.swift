import Postgres
import Restaurant
import TestSupport

/// Coupons of the first organization, and orders that have them.
enum CouponActs {
    private static let branch = "branchId: \"\(World.id(.branch, 11))\""
    /// One ceviche for 42.00.
    static let portion = """
        { itemId: "\(World.id(.item, 120))", selections: [{
          groupId: "\(World.id(.group, 130))", modifierId: "\(World.id(.modifier, 140))" }] }
        """

    /// Makes a coupon; 20 % off unless the terms say otherwise.
    static func create(_ code: String, _ terms: String = percentage) -> String {
        """
        mutation { it: couponCreate(input: { code: "\(code)", name: "Hola", currency: "PEN", \(terms) }) {
          coupon { id code usedCount version } userErrors { field ... on CouponUserError { code } } } }
        """
    }

    static let percentage = "kind: PERCENTAGE, rateBasisPoints: 2000"

    /// An order of a ceviche and a platter, 42.00 + 70.50.
    static func order(
        _ codes: String, lines: String = "\(portion), \(World.platter())", more: String = ""
    ) -> String {
        """
        mutation { it: orderCreate(input: { \(branch), type: TAKEAWAY, source: POS, lines: [\(lines)],
          couponCodes: [\(codes)], \(World.moneyKey()) \(more) }) {
          order { id total { amountMinor } discount { amountMinor } lines { id discount { amountMinor } }
            discounts { kind name amount { amountMinor } coupon { code } } }
          userErrors { field message ... on OrderUserError { code } } } }
        """
    }

    /// What the lines would cost with coupons.
    static func quote(_ codes: String) -> String {
        """
        { it: priceQuote(\(branch), type: TAKEAWAY, lines: [\(portion)], couponCodes: [\(codes)],
            at: "2026-03-01T16:00:00Z") {
          coupons { code problem amount { amountMinor } } total { amountMinor } } }
        """
    }

    /// Has a cart become cheaper.
    static func apply(_ cart: String, _ code: String, _ mutation: String = "cartCouponApply") -> String {
        """
        mutation { it: \(mutation)(input: { cartId: "\(cart)", code: "\(code)" }) {
          cart { coupons { code problem amount { amountMinor } } discount { amountMinor }
            total { amountMinor } changes { kind } }
          userErrors { field message ... on CartUserError { code } } } }
        """
    }

    /// Uses of coupons by what became of them, and what the coupons count.
    static func uses() async throws -> [String] {
        try await World.texts(
            """
            SELECT c.code || ' ' || n.used_count || ' ' || coalesce((SELECT string_agg(r.status, ' '
              ORDER BY r.status) FROM coupon_redemptions AS r WHERE r.coupon_id = c.id), '-')
            FROM coupons AS c JOIN coupon_counts AS n ON n.id = c.id ORDER BY c.code
            """)
    }
}
