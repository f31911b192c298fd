internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Has a coupon taken off what a cart becomes. Nothing is claimed yet; one that only waits for other lines
/// may wait in the cart.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.cartCouponApply`.
enum CartCouponApply: ObjectType {
    static let typeName = "CartCouponApplyPayload"

    enum Columns {
        static let cartID = Column<UUIDBytes?>("cart_id", at: 0)
    }

    static let fields: [Field] = [
        .one("cart", Cart.byID, key: .column(Columns.cartID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = CartMutation.makeRepeatable(keyCount: 1) { (input, session) throws(CartFailure) in
        var cart = try await session.openCart(input)
        let found = try await session.run(
            StoredCoupon.finding([input.string("code") ?? ""], for: cart.customer, session.caller))
        guard let coupon = StoredCoupon.coupons(found).first?.coupon else {
            throw .refused(.couponNotApplicable, "code", CouponProblem.unknown.message)
        }
        guard !cart.coupons.contains(where: { $0.id == coupon.id }) else { return [cart.id.bytes] }
        guard cart.coupons.count < CouponTerms<UUIDBytes>.countOfOrderMax else {
            throw .invalid("code", "A cart has \(CouponTerms<UUIDBytes>.countOfOrderMax) coupons at most.")
        }
        _ = try await session.run(
            insert.bind(
                .uuid(input.newID()), session.tenant, .uuid(cart.id), .uuid(coupon.id),
                .int64(Int64(cart.coupons.count + 1)), session.writer))
        cart.coupons.append(coupon)
        let quote = try await session.store(CartContents(cart), in: cart, moment: input.nowSeconds)
        if let problem = quote.coupons.last?.problem, !problem.dependsOnLines {
            throw .refused(.couponNotApplicable, "code", problem.message)
        }
        return [cart.id.bytes]
    }

    private static let insert = Statement(
        "CartCouponApply.insert",
        """
        INSERT INTO cart_coupons (id, organization_id, cart_id, coupon_id, position, created_by, updated_by)
        VALUES ($1, $2, $3, $4, $5::bigint, $6, $6)
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .int8, .uuid])
}
