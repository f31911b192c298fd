/// What a coupon gives.
public enum CouponKind: String, CaseIterable, Sendable {
    /// A share off, at most the cap.
    case percentage = "PERCENTAGE"
    /// An amount off.
    case fixed = "FIXED"
    /// Portions for nothing.
    case itemFree = "ITEM_FREE"
    /// Portions for nothing with others that are paid.
    case buyXGetY = "BUY_X_GET_Y"
}

/// Why a coupon takes nothing off.
public enum CouponProblem: String, CaseIterable, Sendable {
    /// No coupon has the code.
    case unknown = "UNKNOWN"
    /// It was switched off.
    case inactive = "INACTIVE"
    /// It does not hold yet.
    case notStarted = "NOT_STARTED"
    /// It holds no more.
    case expired = "EXPIRED"
    /// It holds on other days or at other hours.
    case otherHours = "OTHER_HOURS"
    /// It holds in other branches, or in another currency.
    case otherBranch = "OTHER_BRANCH"
    /// It holds for other types of orders.
    case otherOrderType = "OTHER_ORDER_TYPE"
    /// It was used as often as it may be.
    case usedUp = "USED_UP"
    /// It is counted by customer, and nobody knows whose order it is.
    case customerNeeded = "CUSTOMER_NEEDED"
    /// The customer has used it as often as one may.
    case usedByCustomer = "USED_BY_CUSTOMER"
    /// It does not go together with another coupon of the order.
    case notStackable = "NOT_STACKABLE"
    /// Nothing is there that it could be taken off.
    case nothingInScope = "NOTHING_IN_SCOPE"
    /// What it is taken off costs less than it asks.
    case minimumNotReached = "MINIMUM_NOT_REACHED"

    /// Whether other lines may mend it, so that the coupon can wait in a cart.
    public var dependsOnLines: Bool { self == .nothingInScope || self == .minimumNotReached }
}
