internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Exchanges points of an order's customer for a reward, which is taken off the order by the same pricing as
/// all discounts. The points are gone at once; they come back when the order comes to nothing.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.rewardRedeem`.
enum RewardRedeem: OrderPayload {
    static let mutation = OrderWrite.make(
        constraints: [
            "reward_redemptions_order_key": Rejection<OrderErrorCode>(
                .rewardNotApplicable, input: "rewardId", "The order has the reward already.")
        ]
    ) { (input, session) throws(OrderMutationFailure) in
        let order = try input.requiredUUID("orderId", .order)
        let reward = try input.requiredUUID("rewardId", .reward)
        let locked = try await LockedOrder(order, at: "orderId", in: session)
        try locked.requireEditable(input)
        let found = try await session.run(
            find.bind(session.tenant, .uuid(reward), .uuid(order)))
        guard found.rowCount == 1, let points = found.int(0, 0), let name = found.string(0, 1) else {
            throw .notFound("rewardId")
        }
        guard found.bool(0, 2) == true, found.string(0, 3) == locked.currency else {
            throw .refused(.rewardNotApplicable, "rewardId", "The reward does not hold here, or no more.")
        }
        guard let customer = found.uuid(0, 4) else {
            throw .refused(.rewardNotApplicable, "orderId", "Nobody's points pay: the order has no customer.")
        }
        var account = try await LockedAccount(of: customer, in: session)
        let entry = LockedAccount.Entry(kind: "REDEEM", points: -points, order: order, reason: name)
        guard try await account.take(entry, in: session) else {
            throw .refused(
                .notEnoughPoints, "rewardId",
                "The reward costs \(points) points, and the customer has \(account.balance).")
        }
        let discount = input.newID()
        _ = try await session.run([
            claim.bind(
                .uuid(session.newID()), session.tenant, .uuid(locked.branch), .uuid(reward), .uuid(order),
                .int64(points), session.writer),
            insert.bind(.uuid(discount), session.tenant, .uuid(order), .uuid(reward), session.writer),
        ])
        try await OrderTotals.reprice(order: order, in: session)
        let taken = try await session.run(amount.bind(session.tenant, .uuid(discount)))
        guard let minor = taken.int(0, 0), minor > 0 else {
            throw .refused(
                .rewardNotApplicable, "rewardId", "Nothing is there that the reward could be taken off.")
        }
        locked.tell("order.changed", in: session)
        session.transaction.tell(LoyaltyEvent.changed(account.id, in: locked.branch))
        return order
    }

    /// `rewards_pkey` and `orders_pkey` serve it; the order is locked by now.
    private static let find = Statement(
        "RewardRedeem.find",
        """
        SELECT r.points, r.name, r.is_active, r.currency, o.customer_id FROM rewards AS r
        JOIN orders AS o ON o.organization_id = $1 AND o.id = $3
        WHERE r.organization_id = $1 AND r.id = $2
        """, parameters: [.uuid, .uuid, .uuid])

    private static let claim = Statement(
        "RewardRedeem.claim",
        """
        INSERT INTO reward_redemptions (id, organization_id, branch_id, reward_id, order_id, points,
          created_by, updated_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .uuid, .int8, .uuid])

    /// Behind the discounts that are there, off the lines of its item; `rewards_pkey`,
    /// `order_lines_order_idx` and `order_discounts_order_idx` serve it. Without such a line nothing is put
    /// in.
    private static let insert = Statement(
        "RewardRedeem.insert",
        """
        INSERT INTO order_discounts (id, organization_id, order_id, reward_id, kind, name, rate_bps,
          fixed_minor, cap_minor, paid_portions, free_portions, line_ids, position, created_by, updated_by)
        SELECT $1, $2, $3, r.id, 'REWARD', r.name, r.rate_bps, r.fixed_minor, r.cap_minor,
          CASE WHEN r.item_id IS NOT NULL THEN 0 END, CASE WHEN r.item_id IS NOT NULL THEN 1 END, l.ids,
          (SELECT coalesce(max(d.position), 0) + 1 FROM order_discounts AS d
            WHERE d.organization_id = $2 AND d.order_id = $3), $5, $5
        FROM rewards AS r
        CROSS JOIN LATERAL (SELECT array_agg(o.id) AS ids FROM order_lines AS o
          WHERE o.organization_id = $2 AND o.order_id = $3 AND o.item_id = r.item_id
            AND o.status NOT IN ('VOIDED', 'COMPED')) AS l
        WHERE r.organization_id = $2 AND r.id = $4 AND (r.item_id IS NULL OR l.ids IS NOT NULL)
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .uuid])

    /// `order_discounts_pkey` serves it.
    private static let amount = Statement(
        "RewardRedeem.amount",
        "SELECT amount_minor FROM order_discounts WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid])
}
