internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes a payment back on its own business day, as if it had not been; what it paid is owed again.
///
/// A payment of an order that is over is refunded instead: such an order is owed nothing, and stays over.
/// What was only promised for it is let go.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.paymentVoid`.
enum PaymentVoid: PaymentPayload {
    static let mutation = MoneyWrite.make(
        keyCount: 1, constraints: [ProviderRequest.openKey: ProviderRequest.pending]
    ) { (input, session) throws(PaymentFailure) in
        let reason = try input.requiredText("reason", 1...200)
        let payment = try await LockedPayment.take("paymentId", input, session)
        let terms = try await BranchTerms.load(payment.branch, at: "paymentId", in: session)
        try payment.requireStep(
            to: .voided, given: payment.facts(terms).union([.reason]), at: "paymentId", session)
        guard payment.status != .captured || !OrderLifecycle.isFinal(payment.orderStatus) else {
            throw .refused(
                .orderClosed, "paymentId", "The order is \(payment.orderStatus.rawValue): refund it instead.")
        }
        session.transaction.remark(reason: reason)
        guard !payment.isProvided else {
            try await payment.ask(
                .void, amountMinor: payment.amountMinor, tipMinor: payment.tipMinor, reason: reason, session)
            return [payment.id.bytes]
        }
        try await write(payment, reason, session)
        payment.tell(.voided, session)
        try await OrderProgress.afterVoid(order: payment.order, in: session)
        return [payment.id.bytes]
    }

    /// Takes it back in the books.
    static func write(
        _ payment: LockedPayment, _ reason: String, _ session: PaymentSession
    ) async throws(PaymentFailure) {
        let amount = payment.status == .captured ? payment.amountMinor : 0
        let tip = payment.status == .captured ? payment.tipMinor : 0
        let transfers = LedgerTransfer.void(payment.method, amountMinor: amount, tipMinor: tip)
        let credit = OrderCredit(
            check: payment.check, paidMinor: -amount, tipMinor: -tip, checkMinor: -amount)
        let results = try await session.run(
            [
                update.bind(
                    session.tenant, .uuid(payment.id), .text(payment.status.rawValue), .text(reason),
                    session.writer)
            ] + credit.writing(to: payment.order, session) + [
                LedgerWriter.posting(
                    transfers, of: payment.id,
                    at: payment.place(on: payment.businessDate, at: payment.drawer), in: session)
            ])
        guard results.first?.rowCount == 1 else { throw PaymentRefusal.changed("paymentId") }
    }

    /// `payments_pkey` serves it.
    private static let update = Statement(
        "PaymentVoid.update",
        """
        UPDATE payments SET status = 'VOIDED', voided_at = now(), void_reason = $4, version = version + 1,
          updated_at = now(), updated_by = $5
        WHERE organization_id = $1 AND id = $2 AND status = $3
        RETURNING id
        """, parameters: [.uuid, .uuid, .text, .text, .uuid])
}
