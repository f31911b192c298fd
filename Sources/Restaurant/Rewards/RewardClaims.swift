internal import DataLoader
internal import Domain
internal import Postgres

/// What becomes of the rewards of an order: paid for when it is made, used when it is completed, given back
/// when it comes to nothing.
///
/// Accounts are locked after orders and counts of coupons.
enum RewardClaims {
    /// Locks the account whose points pay for the rewards of a new order; nil without rewards.
    ///
    /// Before the counter of order numbers is locked, so that a branch never waits for another one's guest.
    static func account<Code>(
        for draft: OrderDraft, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) -> LockedAccount? {
        guard !draft.quote.rewards.isEmpty, let customer = draft.customer else { return nil }
        return try await LockedAccount(of: customer, in: session)
    }

    /// Takes the points for what a new order has of rewards, and stores what they take off: whoever spent
    /// them meanwhile was first.
    ///
    /// - Parameters:
    ///   - lineIDs: of the order's lines, in the order of the bill.
    ///   - moment: when the request arrived, in seconds since 1970.
    /// - Throws: NOT_ENOUGH_POINTS, REWARD_NOT_APPLICABLE.
    static func claim<Code: LineRejectionCode>(
        of draft: OrderDraft, _ lineIDs: [UUIDBytes], from account: LockedAccount?,
        in session: MutationSession<Code>, moment: Int64
    ) async throws(MutationFailure<Code>) {
        guard !draft.quote.rewards.isEmpty else { return }
        guard var account else { throw RewardProblem.customerNeeded.refusal(at: draft.couponField) }
        var statements: [BoundStatement] = []
        for (index, applied) in draft.quote.rewards.enumerated() {
            guard let discount = applied.discount else { continue }
            let reward = applied.reward
            let entry = LockedAccount.Entry(
                kind: "REDEEM", points: -reward.points, order: draft.id, reason: reward.name)
            guard try await account.take(entry, in: session) else {
                throw RewardProblem.notEnoughPoints.refusal(at: draft.couponField)
            }
            let owner: [ParameterValue] = [session.tenant, .uuid(draft.id), .uuid(reward.id)]
            let position = Int64(draft.quote.coupons.count + index + 1)
            statements += [
                BoundStatement(
                    insert,
                    [.uuid(.version7(unixSeconds: moment))] + owner + [
                        .uuid(draft.quote.terms.id), .int64(reward.points), session.writer,
                    ]),
                BoundStatement(
                    insertDiscount,
                    [.uuid(.version7(unixSeconds: moment))] + owner + [.text(reward.name)]
                        + discount.benefit + [
                            discount.lines(of: lineIDs), .int64(applied.amountMinor), .int64(position),
                            session.writer,
                        ]),
            ]
        }
        let written = try await session.run(statements)
        guard written.allSatisfy({ $0.affectedRows == 1 }) else {
            throw RewardProblem.inactive.refusal(at: draft.couponField)
        }
        session.transaction.tell(LoyaltyEvent.changed(account.id, in: draft.quote.terms.id))
    }

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

    /// One that was switched off since it was read is not put in. `rewards_pkey` serves it.
    private static let insert = Statement(
        "RewardClaims.insert",
        """
        INSERT INTO reward_redemptions (id, organization_id, branch_id, reward_id, order_id, points,
          created_by, updated_by)
        SELECT $1, $2, $5, r.id, $3, $6, $7, $7 FROM rewards AS r
        WHERE r.organization_id = $2 AND r.id = $4 AND r.is_active
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .uuid, .int8, .uuid])

    private static let insertDiscount = Statement(
        "RewardClaims.insertDiscount",
        """
        INSERT INTO order_discounts (id, organization_id, order_id, reward_id, kind, name, rate_bps,
          fixed_minor, paid_portions, free_portions, cap_minor, line_ids, amount_minor, position, created_by,
          updated_by)
        VALUES ($1, $2, $3, $4, 'REWARD', $5, $6, $7, $8, $9, $10, $11, $12, $13::bigint, $14, $14)
        """,
        parameters: [
            .uuid, .uuid, .uuid, .uuid, .text, .int4, .int8, .int4, .int4, .int8, .uuidArray, .int8, .int8,
            .uuid,
        ])

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
