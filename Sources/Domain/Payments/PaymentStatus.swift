/// How far an order is paid: derived from its amounts, never set.
public enum PaymentStatus: String, CaseIterable, Sendable {
    /// Nothing has been received that was not given back at once.
    case unpaid = "UNPAID"
    /// Less than the total has been received.
    case partiallyPaid = "PARTIALLY_PAID"
    /// The total has been received.
    case paid = "PAID"
    /// A part of what was received went back.
    case partiallyRefunded = "PARTIALLY_REFUNDED"
    /// All that was received went back.
    case refunded = "REFUNDED"

    /// The status of an order that costs `totalMinor`, for which `capturedMinor` was received in payments
    /// that were not voided, and `refundedMinor` of it given back.
    ///
    /// An order that costs nothing is paid.
    public init(totalMinor: Int64, capturedMinor: Int64, refundedMinor: Int64) {
        if refundedMinor > 0 {
            self = refundedMinor >= capturedMinor ? .refunded : .partiallyRefunded
        } else if capturedMinor >= totalMinor {
            self = .paid
        } else {
            self = capturedMinor > 0 ? .partiallyPaid : .unpaid
        }
    }
}
