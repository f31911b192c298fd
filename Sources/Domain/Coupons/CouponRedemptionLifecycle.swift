/// The way of one use of a coupon: taken with the order, and given back when the order comes to nothing.
public enum CouponRedemptionLifecycle: Lifecycle {
    /// Where a use stands.
    public enum State: String, CaseIterable, Sendable {
        /// The order has it.
        case claimed = "CLAIMED"
        /// The order is completed.
        case used = "USED"
        /// Given back: the order was canceled or refunded.
        case released = "RELEASED"
    }

    /// What guards the way.
    public enum Condition: String, CaseIterable, Sendable {
        /// The coupon has uses left, for all and for the customer.
        case usesLeft
    }

    /// What the way brings about.
    public enum Effect: String, CaseIterable, Sendable {
        /// Counts one more use of the coupon.
        case count
        /// Counts one less.
        case giveBack
    }

    /// Whoever makes an order claims its coupons; the rest follows from the order.
    public static let transitions: [Transition<Self>] = [
        Transition(
            nil, .claimed, by: [.waiter, .cashier, .manager, .guest], when: [.usesLeft], then: [.count]),
        Transition(.claimed, .used, by: [.system]),
        Transition(.claimed, .released, by: [.system], then: [.giveBack]),
        Transition(.used, .released, by: [.system], then: [.giveBack]),
    ]
}
