/// Rules of payments that refuse a mutation; the raw values are the schema's `PaymentErrorCode`, which a test
/// checks.
public enum PaymentErrorCode: String, RepeatableRejectionCode, StateRejectionCode {
    /// The ID names nothing that the caller reaches.
    case notFound = "NOT_FOUND"
    /// The value is outside of what the field allows.
    case invalid = "INVALID"
    /// It is not in a state from which this way leads, or somebody was faster.
    case conflict = "CONFLICT"
    /// Somebody changed the payment since it was read.
    case versionConflict = "VERSION_CONFLICT"
    /// The way is there, but not for the caller.
    case notAllowed = "NOT_ALLOWED"
    /// The key or the payment's ID came before with another input.
    case idempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED"
    /// The text holds what looks like the number of a card, which is kept nowhere.
    case cardDataRefused = "CARD_DATA_REFUSED"
    /// More than is owed.
    case balanceExceeded = "BALANCE_EXCEEDED"
    /// The branch does not take this method.
    case methodDisabled = "METHOD_DISABLED"
    /// The order takes no money any more.
    case orderClosed = "ORDER_CLOSED"
    /// More than is left of the payment.
    case refundExceeded = "REFUND_EXCEEDED"
    /// More than the branch lets cashiers give back of a payment.
    case refundLimit = "REFUND_LIMIT"
    /// The business day of the payment is over.
    case dayOver = "DAY_OVER"
    /// The drawer in which the payment lies is closed.
    case drawerClosed = "DRAWER_CLOSED"
    /// The register has a drawer that is not closed.
    case registerInUse = "REGISTER_IN_USE"
    /// The step needs a reason.
    case reasonNeeded = "REASON_NEEDED"

    /// Whoever is stale learns it apart from a state that does not fit: a screen reads the payment again.
    public static var stale: Self { .versionConflict }
}
