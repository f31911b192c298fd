internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// Writes down what became of an act that the provider was asked for: once, with its effect, in one
/// transaction.
enum ProviderConfirmation {
    /// The name of the act in the audit log.
    static let action = "paymentConfirm"

    /// A request that is closed by this transaction.
    private struct Closed {
        let id: UUIDBytes
        let act: ProviderAct
        let amountMinor: Int64
        let tipMinor: Int64
        let reason: String?
        let requestedBy: UUIDBytes?
        let reference: String?
    }

    /// The arguments of ``mutation``.
    static func arguments(
        _ request: UUIDBytes, of payment: UUIDBytes, isDone: Bool, reference: String?
    ) -> Arguments {
        let fields: [InputValue.Field] = [
            .init(name: "requestId", value: .string("\(request)")),
            .init(name: "paymentId", value: .string(EntityKind.payment.id(payment))),
            .init(name: "isDone", value: .boolean(isDone)),
            .init(name: "reference", value: reference.map { .string($0) } ?? .null),
        ]
        return Arguments(values: [.init(name: "input", value: .object(fields))])
    }

    static let mutation = PaymentMutation.make(keyCount: 1) { (input, session) throws(PaymentFailure) in
        let payment = try await LockedPayment.take("paymentId", input, session)
        let isDone = input.bool("isDone") == true
        let closed = try await close(input, isDone: isDone, session)
        if let reason = closed.reason { session.transaction.remark(reason: reason) }
        guard isDone else {
            if let state = closed.act.refused { try await move(payment, to: state, closed, session) }
            payment.tell(closed.act.refused ?? payment.status, session)
            return [payment.id.bytes]
        }
        switch closed.act {
        case .charge, .capture: try await capture(payment, closed, session)
        case .authorize:
            try await move(payment, to: .authorized, closed, session)
            payment.tell(.authorized, session)
        case .void: try await void(payment, closed, session)
        case .refund: try await refund(payment, closed, session)
        }
        return [payment.id.bytes]
    }

    /// - Throws: CONFLICT where it has been closed before.
    private static func close(
        _ input: PaymentInput, isDone: Bool, _ session: PaymentSession
    ) async throws(PaymentFailure) -> Closed {
        guard let id = input.string("requestId").flatMap({ UUIDBytes(text: $0) }) else {
            throw .notFound("requestId")
        }
        let reference = input.string("reference")
        let found = try await session.run(
            closeRequest.bind(
                session.tenant, .uuid(id), .text(isDone ? "DONE" : "REFUSED"), reference.parameter))
        guard found.rowCount == 1, let act = found.string(0, 0).flatMap(ProviderAct.init(rawValue:)),
            let amount = found.int(0, 1), let tip = found.int(0, 2)
        else { throw .refused(.conflict, "requestId", "Somebody was faster.") }
        return Closed(
            id: id, act: act, amountMinor: amount, tipMinor: tip, reason: found.string(0, 3),
            requestedBy: found.uuid(0, 4), reference: reference)
    }

    /// The payment's next state, which the state table has.
    private static func move(
        _ payment: LockedPayment, to state: PaymentLifecycle.State, _ closed: Closed,
        _ session: PaymentSession
    ) async throws(PaymentFailure) {
        // A payment that was asked for becomes a promise by the answer: it was within the balance then.
        if state != .authorized || payment.status != .pending {
            do throws(TransitionRefusal<PaymentLifecycle>) {
                _ = try PaymentLifecycle.transition(
                    from: payment.status, to: state, by: .system, given: [])
            } catch {
                throw PaymentRefusal.failure(error, at: "paymentId")
            }
        }
        let moved = try await session.run(
            update.bind(
                session.tenant, .uuid(payment.id), .text(payment.status.rawValue), .text(state.rawValue),
                closed.reference.parameter))
        guard moved.rowCount == 1 else { throw PaymentRefusal.changed("paymentId") }
    }

    /// What was asked for has come: from now on the books have it.
    private static func capture(
        _ payment: LockedPayment, _ closed: Closed, _ session: PaymentSession
    ) async throws(PaymentFailure) {
        try await move(payment, to: .captured, closed, session)
        let credit = OrderCredit(
            check: payment.check, paidMinor: payment.amountMinor, tipMinor: payment.tipMinor,
            checkMinor: payment.amountMinor)
        let transfers = LedgerTransfer.capture(
            payment.method, amountMinor: payment.amountMinor, tipMinor: payment.tipMinor)
        _ = try await session.run(
            credit.writing(to: payment.order, session) + [
                LedgerWriter.posting(
                    transfers, of: payment.id, at: payment.place(on: payment.businessDate, at: nil),
                    in: session)
            ])
        payment.tell(.captured, session)
        try await OrderProgress.afterPayment(order: payment.order, in: session)
    }

    /// An order that was completed meanwhile has sold what was paid: for the books that is given back.
    private static func void(
        _ payment: LockedPayment, _ closed: Closed, _ session: PaymentSession
    ) async throws(PaymentFailure) {
        guard payment.status != .captured || !OrderLifecycle.isFinal(payment.orderStatus) else {
            return try await refund(payment, closed, session)
        }
        try await PaymentVoid.write(payment, closed.reason ?? "-", session)
        payment.tell(.voided, session)
        try await OrderProgress.afterVoid(order: payment.order, in: session)
    }

    private static func refund(
        _ payment: LockedPayment, _ closed: Closed, _ session: PaymentSession
    ) async throws(PaymentFailure) {
        let terms = try await BranchTerms.load(payment.branch, at: "paymentId", in: session)
        let refund = RefundRequest(amountMinor: closed.amountMinor, tipMinor: closed.tipMinor)
        let state: PaymentLifecycle.State =
            closed.amountMinor == payment.restMinor ? .refunded : .partiallyRefunded
        try await PaymentRefund.write(
            refund, closed.id, payment, state, closed.reason ?? "-", terms, nil, by: closed.requestedBy,
            session)
        payment.tell(state, session)
        try await PaymentRefund.follow(payment, session)
    }

    /// `provider_requests_pkey` serves it.
    private static let closeRequest = Statement(
        "ProviderConfirmation.closeRequest",
        """
        UPDATE provider_requests SET state = 'CONFIRMED', outcome = $3, reference = $4, confirmed_at = now(),
          updated_at = now()
        WHERE organization_id = $1 AND id = $2 AND state = 'SENT'
        RETURNING act, amount_minor, tip_minor, reason, requested_by
        """, parameters: [.uuid, .uuid, .text, .text])

    /// `payments_pkey` serves it.
    private static let update = Statement(
        "ProviderConfirmation.update",
        """
        UPDATE payments SET status = $4, reference = coalesce(reference, $5), version = version + 1,
          captured_at = CASE $4 WHEN 'CAPTURED' THEN now() END, updated_at = now()
        WHERE organization_id = $1 AND id = $2 AND status = $3
        RETURNING id
        """, parameters: [.uuid, .uuid, .text, .text, .text])
}
