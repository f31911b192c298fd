internal import DataLoader
internal import Domain
internal import Postgres

/// An act that the payment provider is asked for, as its row keeps it.
struct ProviderRequest {
    let act: ProviderAct
    let method: PaymentMethod
    let currency: String
    let amountMinor: Int64
    let tipMinor: Int64
    var reason: String?

    /// Refuses what is asked while the provider has not answered the last.
    static let pending = Rejection<PaymentErrorCode>(
        .conflict, at: ["input", "paymentId"], "The provider has not answered what was asked before.")
    /// The constraint that enforces it.
    static let openKey = "provider_requests_open_key"

    /// What writes the intent.
    func opening(
        of payment: UUIDBytes, for order: UUIDBytes, in branch: UUIDBytes, _ session: PaymentSession
    ) -> BoundStatement {
        if let organization = session.caller.organization { session.services.onAsk(organization) }
        return Self.insert.bind(
            .uuid(session.newID()), session.tenant, .uuid(branch), .uuid(order), .uuid(payment),
            .text(act.rawValue), .text(method.rawValue), .text(currency), .int64(amountMinor),
            .int64(tipMinor), reason.parameter, session.caller.member.parameter)
    }

    private static let insert = Statement(
        "ProviderRequest.insert",
        """
        INSERT INTO provider_requests (id, organization_id, branch_id, order_id, payment_id, act, method,
          currency, amount_minor, tip_minor, reason, requested_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """,
        parameters: [
            .uuid, .uuid, .uuid, .uuid, .uuid, .text, .text, .text, .int8, .int8, .text, .uuid,
        ])
}

extension LockedPayment {
    /// Asks the provider for an act of this payment; what becomes of it is told later.
    func ask(
        _ act: ProviderAct, amountMinor: Int64, tipMinor: Int64, reason: String? = nil,
        _ session: PaymentSession
    ) async throws(PaymentFailure) {
        let request = ProviderRequest(
            act: act, method: method, currency: currency, amountMinor: amountMinor, tipMinor: tipMinor,
            reason: reason)
        _ = try await session.run(request.opening(of: id, for: order, in: branch, session))
        tell(status, session)
    }
}
