internal import DataLoader
internal import Domain
internal import Postgres

/// Stores orders and lines with names, prices, taxes and choices as they are now, in a constant number of
/// statements however many lines there are.
enum OrderWriter {
    /// Stores a new order: PENDING, with its lines PENDING, a course row for each of its courses, and the
    /// next number of the branch's business day. One packet, and more with rewards; the counter's lock is
    /// taken in it, and held to the commit.
    ///
    /// - Returns: the draft's ID.
    /// - Throws: PRICE_UNAVAILABLE for a draft whose lines have no price, and `itemUnavailable`,
    ///   `couponNotApplicable` or `notEnoughPoints` where the last portions, uses or points went to somebody
    ///   else meanwhile.
    static func create<Code: LineRejectionCode>(
        _ draft: OrderDraft, in session: MutationSession<Code>, moment: Int64
    ) async throws(MutationFailure<Code>) -> UUIDBytes {
        if let rejection: Rejection<Code> = draft.quote.rejection() { throw .rejected(rejection) }
        guard let priced = draft.quote.priced else {
            throw .refused(.priceUnavailable, "lines", "The total is out of all bounds.")
        }
        try await takeLastPortions(draft.quote, in: session)
        try await CouponClaims.count(draft, in: session)
        let account = try await RewardClaims.account(for: draft, in: session)
        var rows = OrderRows(moment: moment)
        rows.append(draft.quote.chosen, priced, draft.quote)
        rows.append(draft.quote.bill.charges, priced.charges)
        let statements =
            [OrderStatements.insert(draft, priced, session)]
            + rows.statements(
                of: draft.id, in: draft.quote.terms.id, session)
            + CouponClaims.statements(of: draft, rows.lineIDs, in: session, moment: moment)
        try CouponClaims.check(try await session.run(statements), of: draft, session)
        try await RewardClaims.claim(of: draft, rows.lineIDs, from: account, in: session, moment: moment)
        session.transaction.tell(
            BranchEvent(
                branch: draft.quote.terms.id, type: "order.created", entityKind: EntityKind.order.rawValue,
                entity: draft.id,
                payload: ["status": OrderLifecycle.State.pending.rawValue, "type": draft.type.rawValue]))
        for coupon in draft.quote.coupons.compactMap(\.coupon) {
            session.transaction.tell(
                CouponClaims.event(coupon.id, .claimed, in: draft.quote.terms.id, order: draft.id))
        }
        return draft.id
    }

    /// Adds lines to a stored order, PENDING and not yet priced with it: `OrderTotals` prices the order
    /// anew afterwards, with their taxes at the rates of the order's business day.
    ///
    /// - Parameters:
    ///   - quote: the lines, all of which can be had; without charges.
    ///   - order: locked by the caller.
    /// - Returns: the new lines, in the order of the request.
    static func addLines<Code: LineRejectionCode>(
        _ quote: Quote, to order: UUIDBytes, in session: MutationSession<Code>, moment: Int64
    ) async throws(MutationFailure<Code>) -> [UUIDBytes] {
        if let rejection: Rejection<Code> = quote.rejection() { throw .rejected(rejection) }
        guard let priced = quote.priced else {
            throw .refused(.priceUnavailable, "lines", "The total is out of all bounds.")
        }
        try await takeLastPortions(quote, in: session)
        var rows = OrderRows(moment: moment)
        rows.append(quote.chosen, priced, quote)
        _ = try await session.run(
            rows.statements(of: order, in: quote.terms.id, session) + [
                CouponClaims.extend(to: rows.lineIDs, quote.chosen, of: order, in: session)
            ])
        return rows.lineIDs
    }

    /// Takes what is sold off the portions that are left, where somebody counts them.
    private static func takeLastPortions<Code: LineRejectionCode>(
        _ quote: Quote, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        var sold: [UUIDBytes: Int64] = [:]
        for line in quote.chosen where line.item.remaining != nil {
            sold[line.request.item, default: 0] += line.request.quantity.tenThousandths
        }
        guard !sold.isEmpty else { return }
        let taken = try await session.run(
            OrderStatements.takePortions(sold, in: quote.terms.id, session))
        let found = (0..<taken.rowCount).compactMap { taken.uuid($0, 0) }
        for line in quote.lines where sold[line.request.item] != nil && !found.contains(line.request.item) {
            throw .rejected(
                LineProblem.unavailable(quote.offer.items[line.request.item]?.name).rejection(
                    at: line.request.place))
        }
        for row in 0..<taken.rowCount where taken.int(row, 1) == 0 {
            guard let item = taken.uuid(row, 0) else { continue }
            session.transaction.tell(
                BranchEvent(
                    branch: quote.terms.id, type: "availability.changed",
                    entityKind: EntityKind.item.rawValue, entity: item, payload: ["isAvailable": "false"]))
        }
    }
}
