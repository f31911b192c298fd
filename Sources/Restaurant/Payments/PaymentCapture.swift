internal import DataLoader
internal import Domain
internal import Postgres

/// Takes what a guest's bank has promised: the provider is asked, and the payment is CAPTURED once it has
/// done so.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.paymentCapture`.
enum PaymentCapture: PaymentPayload {
    static let mutation = MoneyWrite.make(
        keyCount: 1, constraints: [ProviderRequest.openKey: ProviderRequest.pending]
    ) { (input, session) throws(PaymentFailure) in
        let payment = try await LockedPayment.take("paymentId", input, session)
        try payment.requireStep(to: .captured, given: [], at: "paymentId", session)
        guard payment.isProvided, payment.status == .authorized else {
            throw .refused(.conflict, "paymentId", "The payment is \(payment.status.rawValue).")
        }
        try await payment.ask(
            .capture, amountMinor: payment.amountMinor, tipMinor: payment.tipMinor, session)
        return [payment.id.bytes]
    }
}
