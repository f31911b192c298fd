internal import DataLoader
internal import Domain
internal import Postgres

/// What becomes of the rewards of an order: used when it is completed, given back when it comes to nothing.
///
/// Accounts are locked after orders and counts of coupons.
enum RewardClaims {
    /// Notes that a completed order has used its rewards.
    ///
    /// - Parameter order: locked by the caller.
    static func use<Code>(
        _ order: UUIDBytes, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        _ = try await session.run(use.bind(session.tenant, .uuid(order), session.writer))
    }

    /// Gives the points of an order's rewards back, once: it was called off, or all of it was refunded. They
    /// are a lot of today's, which lives as long as points that are earned today.
    ///
    /// - Parameter order: locked by the caller.
    static func release<Code>(
        _ order: UUIDBytes, in branch: UUIDBytes, _ session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let released = try await session.run(release.bind(session.tenant, .uuid(order), session.writer))
        let points = (0..<released.rowCount).reduce(Int64(0)) { $0 + (released.int($1, 0) ?? 0) }
        guard points > 0, let customer = released.uuid(0, 1) else { return }
        var account = try await LockedAccount(of: customer, in: session)
        let days = try await StoredProgram.load(in: session)?.lotDays
        try await account.add(
            LockedAccount.Entry(
                kind: "ADJUST", points: points, days: days, order: order, reason: "RELEASED"),
            isEarned: false, in: session)
        session.transaction.tell(LoyaltyEvent.changed(account.id, in: branch))
    }

    /// `reward_redemptions_order_key` serves both.
    private static let use = Statement(
        "RewardClaims.use",
        """
        UPDATE reward_redemptions SET status = 'USED', used_at = now(), updated_at = now(), updated_by = $3
        WHERE organization_id = $1 AND order_id = $2 AND status = 'CLAIMED'
        """, parameters: [.uuid, .uuid, .uuid])

    /// The customer is the order's: whoever was merged into another gave it the orders too. `orders_pkey`
    /// serves it besides.
    private static let release = Statement(
        "RewardClaims.release",
        """
        UPDATE reward_redemptions AS r SET status = 'RELEASED', released_at = now(), updated_at = now(),
          updated_by = $3
        FROM orders AS o
        WHERE r.organization_id = $1 AND r.order_id = $2 AND r.status <> 'RELEASED'
          AND o.organization_id = $1 AND o.id = $2
        RETURNING r.points, o.customer_id
        """, parameters: [.uuid, .uuid, .uuid])
}
