internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Sets the tip of a payment that was captured today: what a guest wrote on the slip, or left of the change.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.tipAdjust`.
enum TipAdjust: PaymentPayload {
    static let mutation = MoneyWrite.make(keyCount: 1) { (input, session) throws(PaymentFailure) in
        let tip = input.int("tipMinor") ?? 0
        guard tip >= 0 else { throw .invalid("tipMinor", "A tip is not less than nothing.") }
        guard tip <= session.services.amounts.tipMinor else {
            throw .invalid("tipMinor", "The tip is too large.")
        }
        let payment = try await LockedPayment.take("paymentId", input, session)
        let terms = try await BranchTerms.load(payment.branch, at: "paymentId", in: session)
        let change = try decide(tip, payment, terms)
        try await write(tip, change, payment, session)
        payment.tell(payment.status, session)
        return [payment.id.bytes]
    }

    /// - Returns: what the guest gets back with this tip.
    /// - Throws: CONFLICT, DAY_OVER, DRAWER_CLOSED, INVALID.
    private static func decide(
        _ tip: Int64, _ payment: LockedPayment, _ terms: BranchTerms
    ) throws(PaymentFailure) -> Int64 {
        guard !payment.isProvided else {
            throw .refused(.notAllowed, "paymentId", "The provider has taken what it was asked for.")
        }
        guard [.captured, .partiallyRefunded].contains(payment.status) else {
            throw .refused(.conflict, "paymentId", "The payment is \(payment.status.rawValue).")
        }
        let needed: [PaymentLifecycle.Condition] = [.sameBusinessDay, .drawerOpen]
        let missing = needed.filter { !payment.facts(terms).contains($0) }
        if !missing.isEmpty {
            throw PaymentRefusal.failure(
                TransitionRefusal<PaymentLifecycle>.missing(missing), at: "paymentId")
        }
        guard tip >= payment.refundedTipMinor else {
            throw .invalid("tipMinor", "\(payment.refundedTipMinor) of the tip went back already.")
        }
        let others = payment.orderTipMinor - (payment.tipMinor - payment.refundedTipMinor)
        guard !others.addingReportingOverflow(tip).overflow else {
            throw .invalid("tipMinor", "The tip is too large.")
        }
        guard !payment.amountMinor.addingReportingOverflow(tip).overflow,
            let change = Change.minor(
                tenderedMinor: payment.tenderedMinor, amountMinor: payment.amountMinor, tipMinor: tip)
        else { throw .invalid("tipMinor", "That is more than was given.") }
        return change
    }

    private static func write(
        _ tip: Int64, _ change: Int64, _ payment: LockedPayment, _ session: PaymentSession
    ) async throws(PaymentFailure) {
        let growth = tip - payment.tipMinor
        let results = try await session.run(
            [
                update.bind(
                    session.tenant, .uuid(payment.id), .text(payment.status.rawValue), .int64(tip),
                    .int64(change), session.writer)
            ] + OrderCredit(tipMinor: growth).writing(to: payment.order, session) + [
                LedgerWriter.posting(
                    LedgerTransfer.tip(payment.method, byMinor: growth), of: session.newID(),
                    at: payment.place(on: payment.businessDate, at: payment.drawer), in: session)
            ])
        guard results.first?.rowCount == 1 else { throw PaymentRefusal.changed("paymentId") }
    }

    /// `payments_pkey` serves it.
    private static let update = Statement(
        "TipAdjust.update",
        """
        UPDATE payments SET tip_minor = $4, change_minor = $5, version = version + 1, updated_at = now(),
          updated_by = $6
        WHERE organization_id = $1 AND id = $2 AND status = $3
        RETURNING id
        """, parameters: [.uuid, .uuid, .text, .int8, .int8, .uuid])
}
