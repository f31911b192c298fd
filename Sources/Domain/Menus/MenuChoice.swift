/// What a guest says about one modifier: of which group, how many, and what then.
public struct MenuChoice<ID: Hashable & Sendable>: Hashable, Sendable {
    /// The group that asked.
    public var group: ID
    /// The modifier that was chosen.
    public var modifier: ID
    /// How many for one of what it hangs on.
    public var quantity: Int
    /// What was chosen in the groups that it opens.
    public var choices: [MenuChoice]

    /// One choice.
    public init(group: ID, modifier: ID, quantity: Int = 1, choices: [MenuChoice] = []) {
        self.group = group
        self.modifier = modifier
        self.quantity = quantity
        self.choices = choices
    }
}

/// Choices that are valid, in the order in which the menu asks.
public struct SelectedGroup<ID: Hashable & Sendable>: Hashable, Sendable {
    /// Which group.
    public var id: ID
    /// How many of the chosen are free.
    public var freeQuantity: Int
    /// What was chosen.
    public var modifiers: [SelectedModifier<ID>]

    /// The same as pricing takes it.
    public var chosen: ChosenGroup {
        ChosenGroup(freeQuantity: freeQuantity, modifiers: modifiers.map(\.chosen))
    }
}

/// A valid choice of one modifier.
public struct SelectedModifier<ID: Hashable & Sendable>: Hashable, Sendable {
    /// Which modifier.
    public var id: ID
    /// What one adds to the price.
    public var price: MenuPrice
    /// How many.
    public var quantity: Int
    /// What was chosen in the groups that it opens.
    public var groups: [SelectedGroup<ID>]

    /// The same as pricing takes it.
    public var chosen: ChosenModifier {
        ChosenModifier(price: price, quantity: quantity, groups: groups.map(\.chosen))
    }
}

/// A step on the way from an item to what is wrong.
public enum ChoiceStep<ID: Hashable & Sendable>: Hashable, Sendable {
    /// Into a group.
    case group(ID)
    /// To one of its modifiers.
    case modifier(ID)
}

/// One thing that is wrong with a guest's choices.
public struct ChoiceFault<ID: Hashable & Sendable>: Hashable, Sendable {
    /// What is wrong.
    public enum Reason: Hashable, Sendable {
        /// The item or the modifier cannot be had now.
        case unavailable
        /// The group is not asked here: it belongs to something else, or to a modifier that was not chosen.
        case groupNotAsked
        /// The group has no such modifier.
        case modifierNotInGroup
        /// The modifier was named before in the same group, at the same place.
        case repeated
        /// So many of one modifier may not be chosen.
        case quantityOutOfRange(max: Int)
        /// More must be chosen in the group.
        case tooFew(min: Int, chosen: Int)
        /// Less may be chosen in the group.
        case tooMany(max: Int, chosen: Int)
        /// The choices nest deeper than menus do.
        case tooDeep
    }

    /// What is wrong.
    public var reason: Reason
    /// Where: the steps from the item on; none for the item itself.
    public var path: [ChoiceStep<ID>]

    /// Something wrong somewhere.
    public init(_ reason: Reason, at path: [ChoiceStep<ID>]) {
        self.reason = reason
        self.path = path
    }
}

/// Choices that cannot be ordered, with all that is wrong with them.
public struct InvalidChoices<ID: Hashable & Sendable>: Error, Equatable {
    /// What is wrong, in the order in which the menu asks; never empty.
    public var faults: [ChoiceFault<ID>]
}
