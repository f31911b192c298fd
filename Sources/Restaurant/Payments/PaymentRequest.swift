internal import Domain
internal import Postgres

/// What somebody wants to pay, as the input says it.
struct PaymentRequest {
    /// The client's own ID; nil leaves it to the server.
    let id: UUIDBytes?
    let order: UUIDBytes
    let check: UUIDBytes?
    let method: PaymentMethod
    let amountMinor: Int64
    let tipMinor: Int64
    let tenderedMinor: Int64?
    let changeMinor: Int64
    let reference: String?
    /// Whether the provider is only to have it promised.
    let isPromise: Bool

    /// Reads the input, all but what the order decides.
    init(_ input: MutationInput<PaymentErrorCode>) throws(PaymentFailure) {
        id = try input.uuid("id", .payment)
        order = try input.requiredUUID("orderId", .order)
        check = try input.uuid("checkId", .orderCheck)
        reference = try input.text("reference", 1...200)
        guard let method: PaymentMethod = input.choice("method") else {
            throw .invalid("method", "There is no such method.")
        }
        self.method = method
        amountMinor = input.int("amountMinor") ?? 0
        guard amountMinor > 0 else { throw .invalid("amountMinor", "An amount is more than nothing.") }
        tipMinor = input.int("tipMinor") ?? 0
        guard tipMinor >= 0 else { throw .invalid("tipMinor", "A tip is not less than nothing.") }
        guard !amountMinor.addingReportingOverflow(tipMinor).overflow else {
            throw .invalid("tipMinor", "The tip is too large.")
        }
        tenderedMinor = input.int("tenderedMinor")
        guard tenderedMinor == nil || method == .cash else {
            throw .invalid("tenderedMinor", "Only cash is counted out.")
        }
        guard
            let change = Change.minor(
                tenderedMinor: tenderedMinor, amountMinor: amountMinor, tipMinor: tipMinor)
        else { throw .invalid("tenderedMinor", "That is less than the amount and the tip.") }
        changeMinor = change
        isPromise = input.bool("authorizeOnly") == true
    }

    /// Whether a payment with the client's ID is the same one: sent again after its answer was lost.
    func isSame(as found: PostgresResult) -> Bool {
        found.uuid(0, 0) == order && found.uuid(0, 1) == check && found.string(0, 2) == method.rawValue
            && found.int(0, 3) == amountMinor && found.int(0, 4) == tipMinor
            && found.int(0, 5) == tenderedMinor && found.string(0, 6) == reference
    }

    /// The payment with the client's ID, within reach. `payments_pkey` serves it.
    static let find = Statement(
        "PaymentRequest.find",
        """
        SELECT order_id, check_id, method, amount_minor, tip_minor, tendered_minor, reference
        FROM payments WHERE organization_id = $1 AND id = $2 AND ($3 IS NULL OR branch_id = ANY($3))
        """, parameters: [.uuid, .uuid, .uuidArray])
}
