internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes one line of a cart: how many, which choices, for whom, what is said with it.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.cartLineUpdate`.
enum CartLineUpdate: ObjectType {
    static let typeName = "CartLineUpdatePayload"

    enum Columns {
        static let cartID = Column<UUIDBytes?>("cart_id", at: 0)
    }

    static let fields: [Field] = [
        .one("cart", Cart.byID, key: .column(Columns.cartID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = CartMutation.makeRepeatable(keyCount: 1) { (input, session) throws(CartFailure) in
        let line = try input.requiredUUID("lineId", .cartLine)
        let cart = try await session.openCart(input)
        guard var request = cart.lines.first(where: { $0.id == line })?.request else {
            throw .notFound("lineId")
        }
        request.place = input.place
        request.quantity = try input.quantity("quantity") ?? request.quantity
        if input.has("selections") {
            var count = 0
            request.choices = try input.choices("selections", depth: 0, count: &count)
        }
        if input.has("instructions") { request.instructions = try input.text("instructions", 1...500) }
        if input.has("course") { request.course = try input.course("course") }
        if input.has("guestId") {
            request.guest = try input.uuid("guestId", .sessionGuest)
            try await session.requireGuests([request], of: cart)
        }
        var contents = CartContents(cart)
        guard contents.replace(line, by: request, newID: input.newID()) else {
            throw .invalid("quantity", "So many cannot be ordered.")
        }
        try await session.store(contents, in: cart, moment: input.nowSeconds)
        return [cart.id.bytes]
    }
}
