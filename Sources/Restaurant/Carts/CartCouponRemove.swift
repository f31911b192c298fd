internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes a coupon out of a cart.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.cartCouponRemove`.
enum CartCouponRemove: ObjectType {
    static let typeName = "CartCouponRemovePayload"

    enum Columns {
        static let cartID = Column<UUIDBytes?>("cart_id", at: 0)
    }

    static let fields: [Field] = [
        .one("cart", Cart.byID, key: .column(Columns.cartID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = CartMutation.makeRepeatable(keyCount: 1) { (input, session) throws(CartFailure) in
        var cart = try await session.openCart(input)
        let code = CouponCode(input.string("code") ?? "")?.text
        guard let index = cart.coupons.firstIndex(where: { $0.code == code }) else {
            throw .notFound("code")
        }
        _ = try await session.run(
            delete.bind(session.tenant, .uuid(cart.id), .uuid(cart.coupons[index].id)))
        cart.coupons.remove(at: index)
        try await session.store(CartContents(cart), in: cart, moment: input.nowSeconds)
        return [cart.id.bytes]
    }

    /// `cart_coupons_cart_key` serves it.
    private static let delete = Statement(
        "CartCouponRemove.delete",
        "DELETE FROM cart_coupons WHERE organization_id = $1 AND cart_id = $2 AND coupon_id = $3",
        parameters: [.uuid, .uuid, .uuid])
}
