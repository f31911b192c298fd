internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Puts lines into a cart; what is there already with the same choices becomes more.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.cartLinesAdd`.
enum CartLinesAdd: ObjectType {
    static let typeName = "CartLinesAddPayload"

    enum Columns {
        static let cartID = Column<UUIDBytes?>("cart_id", at: 0)
    }

    static let fields: [Field] = [
        .one("cart", Cart.byID, key: .column(Columns.cartID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = CartMutation.makeRepeatable(keyCount: 1) { (input, session) throws(CartFailure) in
        var requests = try input.lines("lines")
        let cart = try await session.openCart(input)
        if requests.contains(where: \.isSilent) {
            let quote = try await session.quote(
                requests, type: cart.type, in: cart.branch, at: "cartId", moment: input.nowSeconds)
            requests = quote.lines.map(\.request)
        }
        try await session.requireGuests(requests, of: cart)
        var contents = CartContents(cart)
        for request in requests {
            guard contents.add(request, id: input.newID()) else {
                throw .rejected(
                    Rejection(.tooManyLines, at: request.place, "The cart has no room for this line."))
            }
        }
        try await session.store(contents, in: cart, moment: input.nowSeconds)
        return [cart.id.bytes]
    }
}
