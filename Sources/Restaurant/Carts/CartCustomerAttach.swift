internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Makes a cart a customer's, be it besides those who fill it. A guest attaches nobody else. Rewards that
/// another customer's points were to pay for go.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.cartCustomerAttach`.
enum CartCustomerAttach: ObjectType {
    static let typeName = "CartCustomerAttachPayload"

    enum Columns {
        static let cartID = Column<UUIDBytes?>("cart_id", at: 0)
    }

    static let fields: [Field] = [
        .one("cart", Cart.byID, key: .column(Columns.cartID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = CartMutation.makeRepeatable(keyCount: 1) { (input, session) throws(CartFailure) in
        let customer = try input.requiredUUID("customerId", .customer)
        if session.caller.isGuest, session.caller.claims["customer"] != .id(customer) {
            throw .notFound("customerId")
        }
        try await session.requireLive(customer: customer)
        let cart = try await session.openCart(input)
        let attached = try await session.run(
            attach.bind(session.tenant, .uuid(cart.id), .uuid(customer)))
        guard attached.rowCount == 1 else { throw .notFound("customerId") }
        if cart.customer != customer, !cart.rewards.isEmpty {
            _ = try await session.run(deleteRewards.bind(session.tenant, .uuid(cart.id)))
        }
        session.transaction.tell(CartEvent.changed(cart.id, in: cart.branch, .open))
        return [cart.id.bytes]
    }

    /// `cart_rewards_cart_key` serves it.
    private static let deleteRewards = Statement(
        "CartCustomerAttach.deleteRewards",
        "DELETE FROM cart_rewards WHERE organization_id = $1 AND cart_id = $2", parameters: [.uuid, .uuid])

    /// `carts_pkey` and `customers_pkey` serve it.
    private static let attach = Statement(
        "CartCustomerAttach.attach",
        """
        UPDATE carts AS t SET customer_id = c.id, updated_at = now(), version = t.version + 1
        FROM customers AS c
        WHERE t.organization_id = $1 AND t.id = $2 AND t.status = 'OPEN'
          AND c.organization_id = $1 AND c.id = $3 AND c.deleted_at IS NULL
        RETURNING t.id
        """, parameters: [.uuid, .uuid, .uuid])
}
