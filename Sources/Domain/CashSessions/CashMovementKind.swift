/// Why cash moves without an order; the raw values are the schema's `CashMovementKind`.
public enum CashMovementKind: String, CaseIterable, Sendable {
    /// Somebody put money in, as change from the bank.
    case payIn = "PAY_IN"
    /// Somebody paid something with it, as ice.
    case payOut = "PAY_OUT"
    /// Somebody took it to the safe.
    case drop = "DROP"
}
