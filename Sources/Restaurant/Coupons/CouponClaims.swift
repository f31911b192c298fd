internal import DataLoader
internal import Domain
internal import Postgres

/// The uses of coupons by orders: claimed with the order, used when it is completed, given back when it comes
/// to nothing.
///
/// The row that counts a coupon's uses is locked after carts, orders and counts of portions, and before the
/// counter of order numbers; several in the order of their IDs. The coupon itself is only read: what its
/// house changes at the same moment holds for the orders after this one.
enum CouponClaims {
    /// Counts one more use of each coupon of a new order, as long as there are any: of two who want the last
    /// one, one waits here for the other and then finds none. One packet; none without coupons.
    ///
    /// - Throws: COUPON_NOT_APPLICABLE where the last use is gone, or somebody changed the coupon meanwhile.
    static func count<Code: LineRejectionCode>(
        _ draft: OrderDraft, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let coupons = draft.quote.coupons.compactMap(\.coupon).sorted {
            ($0.id.high, $0.id.low) < ($1.id.high, $1.id.low)
        }
        guard !coupons.isEmpty else { return }
        let counted = try await session.run(
            coupons.map { count.bind(session.tenant, .uuid($0.id), .int64($0.version), session.writer) })
        for (coupon, result) in zip(coupons, counted) where result.rowCount != 1 {
            throw gone(coupon, draft)
        }
    }

    /// The statements that store what the coupons take off a new order and that it has them: two a coupon.
    ///
    /// - Parameters:
    ///   - lineIDs: of the order's lines, in the order of the bill.
    ///   - moment: when the request arrived, in seconds since 1970.
    static func statements<Code>(
        of draft: OrderDraft, _ lineIDs: [UUIDBytes], in session: MutationSession<Code>, moment: Int64
    ) -> [BoundStatement] {
        draft.quote.coupons.enumerated().flatMap { position, applied -> [BoundStatement] in
            guard let coupon = applied.coupon, let discount = applied.discount else { return [] }
            let owner: [ParameterValue] = [
                .uuid(.version7(unixSeconds: moment)), session.tenant, .uuid(draft.id), .uuid(coupon.id),
            ]
            return [
                BoundStatement(
                    insertDiscount,
                    owner + [.text(coupon.name)] + discount.benefit + [
                        .int64(discount.minimumMinor), discount.lines(of: lineIDs),
                        .int64(applied.amountMinor), .int64(Int64(position + 1)), session.writer,
                    ]),
                BoundStatement(insert, owner + [draft.customer.parameter, session.writer]),
            ]
        }
    }

    /// The last results of a packet that ended in ``statements(of:_:in:moment:)`` say that the order has all
    /// of its coupons.
    ///
    /// - Throws: COUPON_NOT_APPLICABLE where the customer has used one as often as one may.
    static func check<Code: LineRejectionCode>(
        _ results: [PostgresResult], of draft: OrderDraft,
        _ session: MutationSession<Code>
    ) throws(MutationFailure<Code>) {
        let coupons = draft.quote.coupons.compactMap(\.coupon)
        let claims = results.suffix(2 * coupons.count).enumerated().filter { $0.offset % 2 == 1 }
        for (coupon, claim) in zip(coupons, claims) where claim.element.affectedRows != 1 {
            throw gone(coupon, draft)
        }
    }

    private static func gone<Code: LineRejectionCode>(
        _ coupon: StoredCoupon, _ draft: OrderDraft
    ) -> MutationFailure<Code> {
        .refused(
            .couponNotApplicable, draft.couponField,
            "“\(coupon.code)”: \(CouponProblem.usedUp.message)")
    }
}

extension CouponClaims {
    /// Takes the coupons of some items off lines too that came onto their order later.
    ///
    /// - Parameters:
    ///   - lines: what was ordered, in the order of `lineIDs`.
    ///   - order: locked by the caller.
    static func extend<Code>(
        to lineIDs: [UUIDBytes], _ lines: [ChosenLine], of order: UUIDBytes,
        in session: MutationSession<Code>
    ) -> BoundStatement {
        let pairs = zip(lineIDs, lines).flatMap { id, line in
            ([line.request.item] + line.item.categories).map { (line: id, target: $0) }
        }
        return extend.bind(
            session.tenant, .uuid(order), pairs.map(\.line).parameter, pairs.map(\.target).parameter,
            session.writer)
    }

    /// Notes that a completed order has used what it claimed.
    ///
    /// - Parameter order: locked by the caller.
    static func use<Code>(
        _ order: LockedOrder, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let used = try await session.run(use.bind(session.tenant, .uuid(order.id), session.writer))
        tell(used, .used, of: order.id, in: order.branch, session)
    }

    /// Gives back what an order has of coupons, once: it was called off, or all of it was refunded.
    ///
    /// - Parameter order: locked by the caller.
    static func release<Code>(
        _ order: UUIDBytes, in branch: UUIDBytes, _ session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let results = try await session.run([
            lock.bind(session.tenant, .uuid(order)),
            release.bind(session.tenant, .uuid(order), session.writer),
        ])
        tell(results[1], .released, of: order, in: branch, session)
    }

    private static func tell<Code>(
        _ changed: PostgresResult, _ state: CouponRedemptionLifecycle.State, of order: UUIDBytes,
        in branch: UUIDBytes, _ session: MutationSession<Code>
    ) {
        for row in 0..<changed.rowCount {
            guard let coupon = changed.uuid(row, 0) else { continue }
            session.transaction.tell(event(coupon, state, in: branch, order: order))
        }
    }

    /// A use of a coupon came to a state.
    static func event(
        _ coupon: UUIDBytes, _ state: CouponRedemptionLifecycle.State, in branch: UUIDBytes,
        order: UUIDBytes
    ) -> BranchEvent {
        BranchEvent(
            branch: branch, type: "redemption.changed", entityKind: EntityKind.coupon.rawValue,
            entity: coupon, payload: ["status": state.rawValue, "order": EntityKind.order.id(order)])
    }
}

extension CouponClaims {
    /// `coupon_counts_pkey` and `coupons_pkey` serve it.
    private static let count = Statement(
        "CouponClaims.count",
        """
        UPDATE coupon_counts AS n SET used_count = n.used_count + 1, updated_at = now(), updated_by = $4
        FROM coupons AS c
        WHERE n.organization_id = $1 AND n.id = $2 AND (n.use_max IS NULL OR n.used_count < n.use_max)
          AND c.organization_id = $1 AND c.id = n.id AND c.version = $3 AND c.is_active
        RETURNING n.id
        """, parameters: [.uuid, .uuid, .int8, .uuid])

    private static let insertDiscount = Statement(
        "CouponClaims.insertDiscount",
        """
        INSERT INTO order_discounts (id, organization_id, order_id, coupon_id, kind, name, rate_bps,
          fixed_minor, paid_portions, free_portions, cap_minor, minimum_minor, line_ids, amount_minor,
          position, created_by, updated_by)
        VALUES ($1, $2, $3, $4, 'COUPON', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::bigint, $15, $15)
        """,
        parameters: [
            .uuid, .uuid, .uuid, .uuid, .text, .int4, .int8, .int4, .int4, .int8, .int8, .uuidArray, .int8,
            .int8, .uuid,
        ])

    /// `coupons_pkey` and `coupon_redemptions_customer_idx` serve it. Its count is locked by now: who counts
    /// here counts all that were before.
    private static let insert = Statement(
        "CouponClaims.insert",
        """
        INSERT INTO coupon_redemptions (id, organization_id, order_id, coupon_id, customer_id, created_by,
          updated_by)
        SELECT $1, $2, $3, c.id, $5, $6, $6 FROM coupons AS c
        WHERE c.organization_id = $2 AND c.id = $4 AND (c.customer_use_max IS NULL
          OR $5 IS NOT NULL AND c.customer_use_max > (SELECT count(*) FROM coupon_redemptions AS r
            WHERE r.organization_id = $2 AND r.customer_id = $5 AND r.coupon_id = c.id
              AND r.status <> 'RELEASED'))
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .uuid, .uuid])

    /// `order_discounts_order_idx` and `coupon_targets_coupon_idx` serve it.
    private static let extend = Statement(
        "CouponClaims.extend",
        """
        UPDATE order_discounts AS d SET line_ids = d.line_ids || m.ids, updated_at = now(), updated_by = $5
        FROM (
          SELECT o.id, array_agg(DISTINCT l.line_id) AS ids FROM order_discounts AS o
          JOIN coupon_targets AS x ON x.organization_id = $1 AND x.coupon_id = o.coupon_id
          JOIN unnest($3, $4) AS l (line_id, target) ON l.target IN (x.item_id, x.category_id)
          WHERE o.organization_id = $1 AND o.order_id = $2 AND o.removed_at IS NULL
            AND o.line_ids IS NOT NULL
          GROUP BY o.id) AS m
        WHERE d.organization_id = $1 AND d.id = m.id
        """, parameters: [.uuid, .uuid, .uuidArray, .uuidArray, .uuid])

    /// `coupon_redemptions_order_key` serves it.
    private static let use = Statement(
        "CouponClaims.use",
        """
        UPDATE coupon_redemptions SET status = 'USED', used_at = now(), updated_at = now(), updated_by = $3
        WHERE organization_id = $1 AND order_id = $2 AND status = 'CLAIMED'
        RETURNING coupon_id
        """, parameters: [.uuid, .uuid, .uuid])

    /// `coupon_redemptions_order_key` and `coupon_counts_pkey` serve both.
    private static let lock = Statement(
        "CouponClaims.lock",
        """
        SELECT n.id FROM coupon_counts AS n WHERE n.organization_id = $1 AND n.id IN (
          SELECT r.coupon_id FROM coupon_redemptions AS r
          WHERE r.organization_id = $1 AND r.order_id = $2 AND r.status <> 'RELEASED')
        ORDER BY n.id FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid])

    private static let release = Statement(
        "CouponClaims.release",
        """
        WITH released AS (
          UPDATE coupon_redemptions SET status = 'RELEASED', released_at = now(), updated_at = now(),
            updated_by = $3
          WHERE organization_id = $1 AND order_id = $2 AND status <> 'RELEASED'
          RETURNING coupon_id)
        UPDATE coupon_counts AS n SET used_count = n.used_count - 1, updated_at = now(), updated_by = $3
        FROM released AS r
        WHERE n.organization_id = $1 AND n.id = r.coupon_id
        RETURNING n.id
        """, parameters: [.uuid, .uuid, .uuid])
}
