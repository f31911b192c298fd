/// Why a reward takes nothing off what somebody means to order; the raw values are the schema's
/// `RewardProblem`.
public enum RewardProblem: String, CaseIterable, Sendable {
    /// It was switched off.
    case inactive = "INACTIVE"
    /// The branch sells in another currency.
    case otherCurrency = "OTHER_CURRENCY"
    /// Nobody's points would pay.
    case customerNeeded = "CUSTOMER_NEEDED"
    /// The customer has fewer points than it costs, with the rewards before it.
    case notEnoughPoints = "NOT_ENOUGH_POINTS"
    /// None of the lines is one that it could be taken off.
    case nothingInScope = "NOTHING_IN_SCOPE"

    /// Whether other lines may mend it: so it may wait in a cart.
    public var dependsOnLines: Bool { self == .nothingInScope }
}
