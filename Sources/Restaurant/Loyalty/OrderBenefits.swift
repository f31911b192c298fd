internal import DataLoader
internal import Domain
internal import Postgres

/// What an order had of coupons and brought of points, when money goes back.
enum OrderBenefits {
    /// Takes back, in proportion to what was refunded of what was paid, the points that an order earned, and
    /// gives its coupons and rewards back once all of it was refunded; an order that they made free keeps
    /// them. Again after each refund: what was taken back before is counted.
    ///
    /// To be called in the transaction of the refund, after `orders.refunded_minor` was raised, with the
    /// order's row locked. Points that nobody has awarded yet are taken back when they are
    /// (``LoyaltyAwards``).
    static func afterRefund<Code>(
        of order: UUIDBytes, in branch: UUIDBytes, session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let found = try await session.run(find.bind(session.tenant, .uuid(order)))
        guard found.rowCount == 1, let paid = found.int(0, 0), let refunded = found.int(0, 1),
            let isWhole = found.bool(0, 4)
        else { return }
        if isWhole {
            try await CouponClaims.release(order, in: branch, session)
            try await RewardClaims.release(order, in: branch, session)
        }
        guard let customer = found.uuid(0, 2), let earned = found.int(0, 3) else { return }
        var account = try await LockedAccount(of: customer, in: session)
        // Read under the account's lock: who takes back at the same time has done so by now.
        let reversed = try await session.run(findReversed.bind(session.tenant, .uuid(order))).int(0, 0)
        let points = LoyaltyPoints.toReverse(
            earned: earned, refundedMinor: refunded, paidMinor: paid, reversed: reversed ?? 0)
        guard points > 0 else { return }
        try await account.reverse(points, of: order, in: session)
        session.transaction.tell(LoyaltyEvent.changed(account.id, in: branch))
    }

    /// What was paid of what an order `o` has sold, and what went back of that: what was paid too much earned
    /// nothing, and takes nothing along when it goes back.
    static let amounts = """
        least(o.paid_minor, o.total_minor - o.written_off_minor),
          greatest(0, o.refunded_minor - greatest(0, o.paid_minor - o.total_minor + o.written_off_minor))
        """

    /// Whose account earned, and how much; `orders_pkey`, `loyalty_entries_earned_key` and
    /// `loyalty_accounts_pkey` serve it.
    private static let find = Statement(
        "OrderBenefits.find",
        """
        SELECT \(amounts), a.customer_id, e.points,
          o.refunded_minor >= o.paid_minor AND o.total_minor > o.written_off_minor
        FROM orders AS o
        LEFT JOIN loyalty_entries AS e
          ON e.organization_id = $1 AND e.order_id = o.id AND e.kind = 'EARN'
        LEFT JOIN loyalty_accounts AS a ON a.organization_id = $1 AND a.id = e.account_id
        WHERE o.organization_id = $1 AND o.id = $2
        """, parameters: [.uuid, .uuid])

    /// `loyalty_entries_order_idx` serves it.
    private static let findReversed = Statement(
        "OrderBenefits.findReversed",
        """
        SELECT coalesce(sum(owed - points), 0)::bigint FROM loyalty_entries
        WHERE organization_id = $1 AND order_id = $2 AND kind = 'REVERSE'
        """, parameters: [.uuid, .uuid])
}
