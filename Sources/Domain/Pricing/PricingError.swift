/// Why a bill has no price.
///
/// Lines, discounts and charges are named by their position in the bill, modifiers by the positions on the
/// way to them: group, modifier, group, modifier.
public enum PricingError: Error, Hashable, Sendable {
    /// An amount does not fit 64 bits.
    case tooLarge
    /// An item's price, or its price with all choices, is below nothing.
    case negativePrice(line: Int)
    /// A chosen quantity is not between 1 and ``ChosenModifier/quantityMax``.
    case modifierQuantity(line: Int, path: [Int])
    /// The choices nest deeper than ``ChosenModifier/depthMax`` groups.
    case tooDeep(line: Int, path: [Int])
    /// An amount or a cap of a discount is below nothing.
    case negativeDiscount(discount: Int)
    /// A discount names a line that the bill does not have.
    case unknownLine(discount: Int, line: Int)
    /// An amount of a charge is below nothing.
    case negativeCharge(charge: Int)
}
