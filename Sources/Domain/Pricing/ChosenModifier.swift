/// The choices that were made in one modifier group, at one place of the tree of choices.
public struct ChosenGroup: Hashable, Sendable {
    /// How many of the chosen are free, the cheapest first; none when negative.
    public var freeQuantity: Int
    /// What was chosen.
    public var modifiers: [ChosenModifier]

    /// Choices in one group.
    public init(freeQuantity: Int = 0, modifiers: [ChosenModifier]) {
        self.freeQuantity = freeQuantity
        self.modifiers = modifiers
    }
}

/// A modifier that was chosen, with the choices that it opened.
///
/// A quantity counts for one of what the choice hangs on, as the choices of a line count for one of the line:
/// 2 patties with 1 slice of cheese each are two slices, and three such burgers six.
public struct ChosenModifier: Hashable, Sendable {
    /// The largest quantity: the largest that a menu can ask for.
    public static let quantityMax = 1000
    /// How deep groups nest: the limit of menus.
    public static let depthMax = 8

    /// What one adds to the price.
    public var price: MenuPrice
    /// How many, 1 to ``quantityMax``.
    public var quantity: Int
    /// What was chosen in the groups below.
    public var groups: [ChosenGroup]

    /// A chosen modifier.
    public init(price: MenuPrice, quantity: Int = 1, groups: [ChosenGroup] = []) {
        self.price = price
        self.quantity = quantity
        self.groups = groups
    }
}
