internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Has a reward taken off what a cart becomes, for points of its customer. No points are gone yet; a reward
/// that only waits for other lines may wait in the cart. A guest spends nobody else's points.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.cartRewardApply`.
enum CartRewardApply: ObjectType {
    static let typeName = "CartRewardApplyPayload"

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
        guard let customer = cart.customer else {
            throw .refused(.rewardNotApplicable, "cartId", RewardProblem.customerNeeded.message)
        }
        if session.caller.isGuest, session.caller.claims["customer"] != .id(customer) {
            throw .refused(.rewardNotApplicable, "cartId", "Only the customer spends the customer's points.")
        }
        guard !cart.rewards.contains(where: { $0.id == reward }) else { return [cart.id.bytes] }
        guard cart.rewards.count < StoredReward.countOfCartMax else {
            throw .invalid("rewardId", "A cart has \(StoredReward.countOfCartMax) rewards at most.")
        }
        let results = try await session.run([
            insert.bind(
                .uuid(input.newID()), session.tenant, .uuid(cart.id), .uuid(reward),
                .int64(Int64(cart.rewards.count + 1)), session.writer),
            StoredReward.finding(ofCarts: [cart.id], session.caller),
        ])
        guard results[0].affectedRows == 1 else { throw .notFound("rewardId") }
        cart.rewards = StoredReward.rewards(results[1]).map(\.reward)
        let quote = try await session.store(CartContents(cart), in: cart, moment: input.nowSeconds)
        let applied = quote.rewards.first { $0.reward.id == reward }
        if let problem = applied?.problem, !problem.dependsOnLines {
            throw problem.refusal(at: "rewardId")
        }
        return [cart.id.bytes]
    }

    /// `rewards_pkey` serves it.
    private static let insert = Statement(
        "CartRewardApply.insert",
        """
        INSERT INTO cart_rewards (id, organization_id, cart_id, reward_id, position, created_by, updated_by)
        SELECT $1, $2, $3, r.id, $5::bigint, $6, $6 FROM rewards AS r
        WHERE r.organization_id = $2 AND r.id = $4
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .int8, .uuid])
}

extension RewardProblem {
    /// The problem as a refusal of a mutation.
    func refusal<Code: LineRejectionCode>(at field: String) -> MutationFailure<Code> {
        .refused(self == .notEnoughPoints ? .notEnoughPoints : .rewardNotApplicable, field, message)
    }
}
