/// What a payment provider is asked to do; the raw values are those of the columns of `provider_requests`.
public enum ProviderAct: String, CaseIterable, Sendable {
    /// Take money at once.
    case charge = "CHARGE"
    /// Have money promised.
    case authorize = "AUTHORIZE"
    /// Take what was promised.
    case capture = "CAPTURE"
    /// Take a payment or a promise back, as if it had not been.
    case void = "VOID"
    /// Give money back.
    case refund = "REFUND"

    /// Where the payment stands when the provider certainly did not do it; nil where it stays as it is.
    public var refused: PaymentLifecycle.State? {
        switch self {
        case .charge, .authorize: .failed
        case .capture, .void, .refund: nil
        }
    }
}
