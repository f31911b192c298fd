/// Rules of payments that refuse a mutation; the raw values are the schema's `PaymentErrorCode`, which a test
/// checks.
public enum PaymentErrorCode: String, RepeatableRejectionCode {
    /// The ID names nothing that the caller reaches.
    case notFound = "NOT_FOUND"
    /// The value is outside of what the field allows.
    case invalid = "INVALID"
    /// Somebody changed the object since it was read.
    case conflict = "CONFLICT"
    /// The key or the payment's ID came before with another input.
    case idempotencyConflict = "IDEMPOTENCY_CONFLICT"
    /// More than is owed.
    case balanceExceeded = "BALANCE_EXCEEDED"
    /// The branch does not take this method.
    case methodDisabled = "METHOD_DISABLED"
    /// The order takes no money any more.
    case orderClosed = "ORDER_CLOSED"
}
