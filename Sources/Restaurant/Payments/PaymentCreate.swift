internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Records money that came in: all of what is owed or a part of it, CAPTURED at once.
///
/// Payments of one order wait for each other at its row, so that together they never exceed what is owed.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.paymentCreate`.
enum PaymentCreate: PaymentPayload {
    private static let otherPayment = Rejection<PaymentErrorCode>(
        .idempotencyKeyReused, at: ["input", "id"], "Another payment has this ID.")

    static let mutation = MoneyWrite.make(
        keyCount: 1, constraints: ["payments_pkey": otherPayment]
    ) { (input, session) throws(PaymentFailure) in
        let request = try PaymentRequest(input)
        let (order, earlier) = try await PaidOrder.take(request, session)
        if earlier.rowCount == 1, let id = request.id {
            guard request.isSame(as: earlier) else { throw .rejected(otherPayment) }
            return [id.bytes]
        }
        let terms = try await BranchTerms.load(order.branch, at: "orderId", in: session)
        try decide(request, order, terms, session)
        let id = request.id ?? input.newID()
        guard !session.services.providedMethods.contains(request.method) else {
            try await ask(request, id, order, terms, session)
            return [id.bytes]
        }
        guard !request.isPromise else {
            throw .invalid("authorizeOnly", "No provider takes \(request.method.rawValue).")
        }
        let drawer = try await LockedDrawer.chosen(input, in: order.branch, session)
        try await write(request, id, order, terms, drawer, session)
        session.transaction.tell(
            BranchEvent(payment: id, of: order.id, in: order.branch, status: .captured))
        try await OrderProgress.afterPayment(order: order.id, in: session)
        return [id.bytes]
    }

    /// - Throws: METHOD_DISABLED, BALANCE_EXCEEDED, INVALID.
    private static func decide(
        _ request: PaymentRequest, _ order: PaidOrder, _ terms: BranchTerms,
        _ session: MutationSession<PaymentErrorCode>
    ) throws(PaymentFailure) {
        if let enabled = terms.policies.enabledPaymentMethods, !enabled.contains(request.method.rawValue) {
            throw .refused(.methodDisabled, "method", "The branch does not take \(request.method.rawValue).")
        }
        guard request.tipMinor <= session.services.amounts.tipMinor,
            !order.tipMinor.addingReportingOverflow(request.tipMinor).overflow
        else {
            throw .invalid("tipMinor", "The tip is too large.")
        }
        // The key is fresh, or this would have been answered.
        var facts: Set<PaymentLifecycle.Condition> = [.keyFresh]
        if request.amountMinor <= order.balanceMinor { facts.insert(.withinBalance) }
        let party = party(session.caller.role)
        do throws(TransitionRefusal<PaymentLifecycle>) {
            _ = try PaymentLifecycle.transition(from: nil, to: .pending, by: party, given: facts)
            _ = try PaymentLifecycle.transition(from: .pending, to: .captured, by: party, given: facts)
        } catch {
            if case .missing = error {
                throw .refused(
                    .balanceExceeded, "amountMinor", "No more than \(max(0, order.balanceMinor)) is owed.")
            }
            throw .rejected(Rejection(.invalid, at: ["input"], "You do not take payments."))
        }
    }

    /// As whom the state table knows the caller; a program stands for the platform.
    private static func party(_ role: String) -> ActingParty {
        if let role = MemberRole(rawValue: role) { return ActingParty(role) }
        return role == "SUPER_ADMIN" ? .administrator : .system
    }

    /// Writes down that the provider is to take it: PENDING until it has answered. It lies in no drawer.
    private static func ask(
        _ request: PaymentRequest, _ id: UUIDBytes, _ order: PaidOrder, _ terms: BranchTerms,
        _ session: PaymentSession
    ) async throws(PaymentFailure) {
        let asked = ProviderRequest(
            act: request.isPromise ? .authorize : .charge, method: request.method, currency: terms.currency,
            amountMinor: request.amountMinor, tipMinor: request.tipMinor)
        _ = try await session.run([
            try insertion(request, id, order, terms, .pending, drawer: nil, session),
            asked.opening(of: id, for: order.id, in: order.branch, session),
        ])
        session.transaction.tell(
            BranchEvent(payment: id, of: order.id, in: order.branch, status: .pending))
    }

    private static func insertion(
        _ request: PaymentRequest, _ id: UUIDBytes, _ order: PaidOrder, _ terms: BranchTerms,
        _ status: PaymentLifecycle.State, drawer: UUIDBytes?, _ session: PaymentSession
    ) throws(PaymentFailure) -> BoundStatement {
        insert.bind(
            .uuid(id), session.tenant, .uuid(order.branch), .uuid(order.id), request.check.parameter,
            .text(try date(order, terms)), .text(request.method.rawValue), .text(status.rawValue),
            .text(terms.currency), .int64(request.amountMinor), .int64(request.tipMinor),
            request.tenderedMinor.parameter, .int64(request.changeMinor), request.reference.parameter,
            session.caller.member.parameter, drawer.parameter, .bool(status == .pending))
    }

    /// The business day on which it is taken.
    private static func date(_ order: PaidOrder, _ terms: BranchTerms) throws(PaymentFailure) -> String {
        guard let date = terms.businessDate(unixSeconds: order.now) else {
            throw .invalid("orderId", "The branch's clocks show no day.")
        }
        return date.description
    }

    private static func write(
        _ request: PaymentRequest, _ id: UUIDBytes, _ order: PaidOrder, _ terms: BranchTerms,
        _ drawer: LockedDrawer?, _ session: PaymentSession
    ) async throws(PaymentFailure) {
        let place = LedgerWriter.Place(
            branch: order.branch, businessDate: try date(order, terms), currency: terms.currency,
            order: order.id, payment: id, drawer: drawer?.id)
        let credit = OrderCredit(
            check: request.check, paidMinor: request.amountMinor, tipMinor: request.tipMinor,
            checkMinor: request.amountMinor)
        let insertion = try insertion(request, id, order, terms, .captured, drawer: drawer?.id, session)
        let transfers = LedgerTransfer.capture(
            request.method, amountMinor: request.amountMinor, tipMinor: request.tipMinor)
        _ = try await session.run(
            [insertion] + credit.writing(to: order.id, session) + [
                LedgerWriter.posting(transfers, of: id, at: place, in: session)
            ])
    }

    private static let insert = Statement(
        "PaymentCreate.insert",
        """
        INSERT INTO payments (id, organization_id, branch_id, order_id, check_id, business_date, method,
          status, currency, amount_minor, tip_minor, tendered_minor, change_minor, reference, taken_by,
          cash_session_id, is_provided, captured_at)
        VALUES ($1, $2, $3, $4, $5, $6::date, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
          CASE $8 WHEN 'CAPTURED' THEN now() END)
        """,
        parameters: [
            .uuid, .uuid, .uuid, .uuid, .uuid, .text, .text, .text, .text, .int8, .int8, .int8, .int8, .text,
            .uuid, .uuid, .bool,
        ])
}
