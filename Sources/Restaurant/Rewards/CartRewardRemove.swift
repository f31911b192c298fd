internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes a reward out of a cart.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.cartRewardRemove`.
enum CartRewardRemove: ObjectType {
    static let typeName = "CartRewardRemovePayload"

    enum Columns {
        static let cartID = Column<UUIDBytes?>("cart_id", at: 0)
    }

    static let fields: [Field] = [
        .one("cart", Cart.byID, key: .column(Columns.cartID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = CartMutation.makeRepeatable(keyCount: 1) { (input, session) throws(CartFailure) in
        let reward = try input.requiredUUID("rewardId", .reward)
        var cart = try await session.openCart(input)
        guard let index = cart.rewards.firstIndex(where: { $0.id == reward }) else {
            throw .notFound("rewardId")
        }
        _ = try await session.run(delete.bind(session.tenant, .uuid(cart.id), .uuid(reward)))
        cart.rewards.remove(at: index)
        try await session.store(CartContents(cart), in: cart, moment: input.nowSeconds)
        return [cart.id.bytes]
    }

    /// `cart_rewards_cart_key` serves it.
    private static let delete = Statement(
        "CartRewardRemove.delete",
        "DELETE FROM cart_rewards WHERE organization_id = $1 AND cart_id = $2 AND reward_id = $3",
        parameters: [.uuid, .uuid, .uuid])
}
