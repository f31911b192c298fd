/// How somebody pays; the raw values are the schema's `PaymentMethod`.
public enum PaymentMethod: String, CaseIterable, Sendable {
    /// Coins and notes.
    case cash = "CASH"
    /// A card, at a terminal of its own.
    case card = "CARD"
    /// India's Unified Payments Interface.
    case upi = "UPI"
    /// Peru's wallet Yape.
    case yape = "YAPE"
    /// Peru's wallet Plin.
    case plin = "PLIN"
    /// A transfer to the restaurant's account.
    case bankTransfer = "BANK_TRANSFER"
    /// Anything else.
    case other = "OTHER"
}

/// What a guest hands over, and gets back of it.
public enum Change {
    /// What a guest who paid in cash gets back; 0 when nobody counted what was given, nil when that is too
    /// little.
    public static func minor(tenderedMinor: Int64?, amountMinor: Int64, tipMinor: Int64) -> Int64? {
        guard let tenderedMinor else { return 0 }
        let (due, overflows) = amountMinor.addingReportingOverflow(tipMinor)
        guard !overflows, tenderedMinor >= due else { return nil }
        let (change, isTooMuch) = tenderedMinor.subtractingReportingOverflow(due)
        return isTooMuch ? nil : change
    }
}
