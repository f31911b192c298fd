internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes lines out of a cart.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.cartLinesRemove`.
enum CartLinesRemove: ObjectType {
    static let typeName = "CartLinesRemovePayload"

    enum Columns {
        static let cartID = Column<UUIDBytes?>("cart_id", at: 0)
    }

    static let fields: [Field] = [
        .one("cart", Cart.byID, key: .column(Columns.cartID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = CartMutation.makeRepeatable(keyCount: 1) { (input, session) throws(CartFailure) in
        let lines = try input.uuids("lineIds", .cartLine) ?? []
        let cart = try await session.openCart(input)
        var contents = CartContents(cart)
        for line in lines {
            guard contents.remove(line) else { throw .notFound("lineIds") }
        }
        try await session.store(contents, in: cart, moment: input.nowSeconds)
        return [cart.id.bytes]
    }
}
