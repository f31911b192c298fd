/// The codes of an area that takes lines of what a branch offers: quotes, carts and orders refuse the same
/// things alike.
public protocol LineRejectionCode: RepeatableRejectionCode {
    /// The item, or a modifier that was chosen, cannot be had now.
    static var itemUnavailable: Self { get }
    /// The choices are not those that the menu asks for.
    static var selectionInvalid: Self { get }
    /// What was chosen has no price: an amount is out of bounds, or no tax rate holds on the day.
    static var priceUnavailable: Self { get }
    /// The total is not the one that was expected.
    static var totalChanged: Self { get }
    /// A coupon does not hold for what is ordered, or its last use is gone.
    static var couponNotApplicable: Self { get }
    /// The reward does not hold for what is ordered, or takes nothing off it.
    static var rewardNotApplicable: Self { get }
    /// The customer has fewer points than the reward costs.
    static var notEnoughPoints: Self { get }
}
