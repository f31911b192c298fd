/// Rules of orders that refuse a mutation; the raw values are the schema's `OrderErrorCode`, which a test
/// checks.
public enum OrderErrorCode: String, LineRejectionCode, StateRejectionCode {
    /// The ID names nothing that the caller reaches.
    case notFound = "NOT_FOUND"
    /// The value is outside of what the field allows.
    case invalid = "INVALID"
    /// The order, line or course is not in a state from which this way leads.
    case conflict = "CONFLICT"
    /// Somebody changed the order since it was read.
    case versionConflict = "VERSION_CONFLICT"
    /// The key came before with another input.
    case idempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED"
    /// The way is there, but not for the caller, or the branch does not allow it.
    case notAllowed = "NOT_ALLOWED"
    /// The step needs a reason.
    case reasonNeeded = "REASON_NEEDED"
    /// Captured payments must be voided or refunded before.
    case paymentCaptured = "PAYMENT_CAPTURED"
    /// The order is not paid.
    case balanceOpen = "BALANCE_OPEN"
    /// The kitchen is not as far as the step needs.
    case kitchenNotReady = "KITCHEN_NOT_READY"
    /// A payment covers the line.
    case linePaid = "LINE_PAID"
    /// The bill is split: its checks must be merged before the order changes.
    case splitIntoChecks = "SPLIT_INTO_CHECKS"
    /// Exactly one of the alternatives must be given.
    case exactlyOne = "EXACTLY_ONE"
    /// Something live of the same kind has the same name.
    case nameTaken = "NAME_TAKEN"
    /// The item, or a modifier that was chosen, cannot be had now.
    case itemUnavailable = "ITEM_UNAVAILABLE"
    /// The choices are not those that the menu asks for.
    case selectionInvalid = "SELECTION_INVALID"
    /// What was chosen has no price: an amount is out of bounds, or no tax rate holds on the day.
    case priceUnavailable = "PRICE_UNAVAILABLE"
    /// The total is not the one that was expected.
    case totalChanged = "TOTAL_CHANGED"
    /// A coupon does not hold for what is ordered, or its last use is gone.
    case couponNotApplicable = "COUPON_NOT_APPLICABLE"
    /// The reward does not hold for the order, or takes nothing off it.
    case rewardNotApplicable = "REWARD_NOT_APPLICABLE"
    /// The customer has fewer points than the reward costs.
    case notEnoughPoints = "NOT_ENOUGH_POINTS"

    /// Whoever is stale learns it apart from a state that does not fit: a screen reads the order again.
    public static var stale: Self { .versionConflict }
}
