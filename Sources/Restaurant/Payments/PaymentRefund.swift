internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Gives a payment back, all of it or a part: never more than came in.
///
/// What goes back for an order that is still open is owed again.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.paymentRefund`.
enum PaymentRefund: ObjectType {
    static let typeName = "PaymentRefundPayload"

    enum Columns {
        static let paymentID = Column<UUIDBytes?>("payment_id", at: 0)
        static let refundID = Column<UUIDBytes?>("refund_id", at: 1)
    }

    static let fields: [Field] = [
        .one("payment", Payment.byID, key: .column(Columns.paymentID)),
        .one("refund", Refund.byID, key: .column(Columns.refundID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = MoneyWrite.make(
        keyCount: 2, constraints: [ProviderRequest.openKey: ProviderRequest.pending]
    ) { (input, session) throws(PaymentFailure) in
        let reason = try input.requiredText("reason", 1...200)
        let payment = try await LockedPayment.take("paymentId", input, session)
        let terms = try await BranchTerms.load(payment.branch, at: "paymentId", in: session)
        let refund = try RefundRequest(input, of: payment)
        let state = try refund.step(of: payment, terms, session)
        session.transaction.remark(reason: reason)
        guard !payment.isProvided else {
            try await payment.ask(
                .refund, amountMinor: refund.amountMinor, tipMinor: refund.tipMinor, reason: reason, session)
            return [payment.id.bytes, nil]
        }
        let id = session.newID()
        let drawer = try await LockedDrawer.chosen(input, in: payment.branch, session)
        try await write(
            refund, id, payment, state, reason, terms, drawer?.id, by: session.caller.member, session)
        payment.tell(state, session)
        try await follow(payment, session)
        return [payment.id.bytes, id.bytes]
    }

    /// What an order whose payment has gone back comes to.
    ///
    /// What is still open keeps its coupons: it is owed again, and may be paid another way.
    static func follow(
        _ payment: LockedPayment, _ session: PaymentSession
    ) async throws(PaymentFailure) {
        if OrderLifecycle.isFinal(payment.orderStatus) {
            try await OrderBenefits.afterRefund(of: payment.order, in: payment.branch, session: session)
        } else {
            try await OrderProgress.afterVoid(order: payment.order, in: session)
        }
    }

    /// Gives it back in the books.
    static func write(
        _ refund: RefundRequest, _ id: UUIDBytes, _ payment: LockedPayment,
        _ state: PaymentLifecycle.State, _ reason: String, _ terms: BranchTerms, _ drawer: UUIDBytes?,
        by member: UUIDBytes?, _ session: PaymentSession
    ) async throws(PaymentFailure) {
        guard let date = terms.businessDate(unixSeconds: payment.now)?.description else {
            throw .invalid("paymentId", "The branch's clocks show no day.")
        }
        let isOver = OrderLifecycle.isFinal(payment.orderStatus)
        let transfers = LedgerTransfer.refund(
            payment.method, amountMinor: refund.amountMinor, tipMinor: refund.tipMinor,
            unsoldMinor: payment.unsoldMinor)
        let credit = OrderCredit(
            check: payment.check, tipMinor: -refund.tipMinor, refundedMinor: refund.amountMinor,
            checkMinor: isOver ? 0 : -refund.amountMinor)
        let results = try await session.run(
            [
                update.bind(
                    session.tenant, .uuid(payment.id), .text(payment.status.rawValue), .text(state.rawValue),
                    .int64(refund.amountMinor), .int64(refund.tipMinor), session.writer),
                insert.bind(
                    .uuid(id), session.tenant, .uuid(payment.branch), .uuid(payment.order),
                    .uuid(payment.id), .text(date), .text(payment.currency), .int64(refund.amountMinor),
                    .int64(refund.tipMinor), .text(reason), member.parameter, drawer.parameter),
            ] + credit.writing(to: payment.order, session) + [
                LedgerWriter.posting(transfers, of: id, at: payment.place(on: date, at: drawer), in: session)
            ])
        guard results.first?.rowCount == 1 else { throw PaymentRefusal.changed("paymentId") }
    }

    /// `payments_pkey` serves it.
    private static let update = Statement(
        "PaymentRefund.update",
        """
        UPDATE payments SET status = $4, refunded_minor = refunded_minor + $5,
          refunded_tip_minor = refunded_tip_minor + $6, version = version + 1, updated_at = now(),
          updated_by = $7
        WHERE organization_id = $1 AND id = $2 AND status = $3
        RETURNING id
        """, parameters: [.uuid, .uuid, .text, .text, .int8, .int8, .uuid])

    private static let insert = Statement(
        "PaymentRefund.insert",
        """
        INSERT INTO refunds (id, organization_id, branch_id, order_id, payment_id, business_date, currency,
          amount_minor, tip_minor, reason, refunded_by, cash_session_id)
        VALUES ($1, $2, $3, $4, $5, $6::date, $7, $8, $9, $10, $11, $12)
        """,
        parameters: [
            .uuid, .uuid, .uuid, .uuid, .uuid, .text, .text, .int8, .int8, .text, .uuid,
            .uuid,
        ])
}

/// How much of a payment shall go back.
struct RefundRequest {
    let amountMinor: Int64
    let tipMinor: Int64

    /// What was asked for before.
    init(amountMinor: Int64, tipMinor: Int64) {
        self.amountMinor = amountMinor
        self.tipMinor = tipMinor
    }

    /// Reads the input; without amounts all that is left goes back, the tip with it.
    ///
    /// - Throws: INVALID, REFUND_EXCEEDED for more of a tip than is left.
    init(_ input: PaymentInput, of payment: LockedPayment) throws(PaymentFailure) {
        let isWhole = input.int("amountMinor") == nil && input.int("tipMinor") == nil
        let tipRest = payment.tipMinor - payment.refundedTipMinor
        amountMinor = input.int("amountMinor") ?? (isWhole ? payment.restMinor : 0)
        tipMinor = input.int("tipMinor") ?? (isWhole ? tipRest : 0)
        guard amountMinor >= 0 else {
            throw .invalid("amountMinor", "An amount is not less than nothing.")
        }
        guard tipMinor >= 0 else { throw .invalid("tipMinor", "A tip is not less than nothing.") }
        guard tipMinor <= tipRest else {
            throw .refused(.refundExceeded, "tipMinor", "No more than \(tipRest) is left of the tip.")
        }
        // Of a payment that is not there any more the state says why.
        guard amountMinor > 0 || tipMinor > 0 || isWhole else {
            throw .invalid("amountMinor", "Something must go back.")
        }
    }

    /// Where the payment stands afterwards.
    ///
    /// A cashier's limit holds for all that has gone back of a payment, or two refunds would go beyond it.
    ///
    /// - Throws: what the state table says.
    func step(
        of payment: LockedPayment, _ terms: BranchTerms, _ session: PaymentSession
    ) throws(PaymentFailure) -> PaymentLifecycle.State {
        var facts = payment.facts(terms)
        if amountMinor < payment.restMinor { facts.insert(.leavesRest) }
        if amountMinor == payment.restMinor { facts.insert(.takesRest) }
        let state: PaymentLifecycle.State = facts.contains(.takesRest) ? .refunded : .partiallyRefunded
        // None of these is more than what came in, and the sum of an amount and its tip was captured.
        let (all, overflows) = (payment.refundedMinor + payment.refundedTipMinor)
            .addingReportingOverflow(amountMinor)
        let (total, isTooMuch) = all.addingReportingOverflow(tipMinor)
        if !overflows, !isTooMuch, total <= terms.policies.cashierRefundLimitMinor {
            facts.insert(.withinCashierLimit)
        }
        try payment.requireStep(to: state, given: facts, at: "amountMinor", session)
        return state
    }
}
