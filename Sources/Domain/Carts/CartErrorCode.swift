/// Rules of carts and quotes that refuse a mutation; the raw values are the schema's `CartErrorCode`, which a
/// test checks.
public enum CartErrorCode: String, LineRejectionCode, EditRejectionCode {
    /// The ID names nothing that the caller reaches.
    case notFound = "NOT_FOUND"
    /// The value is outside of what the field allows.
    case invalid = "INVALID"
    /// Somebody changed the cart since it was read, or it is no longer open.
    case conflict = "CONFLICT"
    /// The key came before with another input.
    case idempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED"
    /// The item, or a modifier that was chosen, cannot be had now.
    case itemUnavailable = "ITEM_UNAVAILABLE"
    /// The choices are not those that the menu asks for.
    case selectionInvalid = "SELECTION_INVALID"
    /// What was chosen has no price.
    case priceUnavailable = "PRICE_UNAVAILABLE"
    /// The total is not the one that was expected.
    case totalChanged = "TOTAL_CHANGED"
    /// There is nothing in the cart.
    case empty = "EMPTY"
    /// The cart holds as many lines as it may.
    case tooManyLines = "TOO_MANY_LINES"
    /// The session at the table is not active.
    case sessionNotActive = "SESSION_NOT_ACTIVE"
    /// A coupon does not hold for what is ordered, or its last use is gone.
    case couponNotApplicable = "COUPON_NOT_APPLICABLE"
    /// A reward does not hold for what is ordered, or takes nothing off it.
    case rewardNotApplicable = "REWARD_NOT_APPLICABLE"
    /// The customer has fewer points than the reward costs.
    case notEnoughPoints = "NOT_ENOUGH_POINTS"
}
