internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Makes a cart an order, in one transaction: what it costs now must be what its guests saw, or they accept
/// the difference.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.cartSubmit`.
enum CartSubmit: ObjectType {
    static let typeName = "CartSubmitPayload"

    enum Columns {
        static let cartID = Column<UUIDBytes?>("cart_id", at: 0)
        static let orderID = Column<UUIDBytes?>("order_id", at: 1)
    }

    static let fields: [Field] = [
        .one("cart", Cart.byID, key: .column(Columns.cartID)),
        .one("order", Order.byID, key: .column(Columns.orderID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = CartMutation.makeRepeatable(
        keyCount: 2, needsKey: true
    ) { (input, session) throws(CartFailure) in
        let guestName = try input.text("guestName", 1...100)
        let cart = try await session.openCart(input, withTable: true)
        let quote = try await quote(cart, input, session)
        let source = OrderSource(session.caller)
        var draft = OrderDraft(id: input.newID(), type: cart.type, source: source, quote: quote)
        draft.session = cart.session
        draft.table = cart.table
        draft.customer = cart.customer
        draft.member = session.caller.member
        draft.guestName = guestName
        draft.note = cart.note
        draft.couponField = "cartId"
        let order = try await OrderWriter.create(draft, in: session, moment: input.nowSeconds)
        let submitted = try await session.run(
            submit.bind(session.tenant, .uuid(cart.id), .uuid(order), .int64(quote.totalMinor)))
        guard submitted.rowCount == 1 else {
            throw .refused(.conflict, "cartId", "The cart is no longer open.")
        }
        session.transaction.tell(CartEvent.changed(cart.id, in: cart.branch, .submitted))
        if quote.terms.policies.autoConfirmSources.contains(source.rawValue) {
            try await OrderConfirmation.confirm(order: order, by: .system, in: session)
        }
        return [cart.id.bytes, order.bytes]
    }

    /// The cart's lines at the prices of now, if they can be ordered and cost what was expected.
    private static func quote(
        _ cart: StoredCart, _ input: CartInput, _ session: CartSession
    ) async throws(CartFailure) -> Quote {
        guard !cart.lines.isEmpty else { throw .refused(.empty, "cartId", "There is nothing in the cart.") }
        let requests = cart.lines.enumerated().map { index, line in
            var request = line.request
            request.place = ["input", "cartId", "lines", String(index)]
            return request
        }
        let quote = try await session.validQuote(
            requests, type: cart.type, in: cart.branch, at: "cartId", moment: input.nowSeconds,
            coupons: cart.coupons, rewards: cart.rewards)
        try session.requireCoupons(of: quote, at: "cartId")
        if let problem = quote.rewards.lazy.compactMap(\.problem).first {
            throw problem.refusal(at: "cartId")
        }
        try quote.requireTotal(input)
        return quote
    }

    /// `carts_pkey` serves it.
    private static let submit = Statement(
        "CartSubmit.submit",
        """
        UPDATE carts SET status = 'SUBMITTED', order_id = $3, quoted_minor = $4, updated_at = now(),
          version = version + 1
        WHERE organization_id = $1 AND id = $2 AND status = 'OPEN'
        RETURNING id
        """, parameters: [.uuid, .uuid, .uuid, .int8])
}
