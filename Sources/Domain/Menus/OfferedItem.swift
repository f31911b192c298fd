/// An item as a branch offers it at a moment: what it costs, and what may be chosen with it.
///
/// What the branch hides is left out by whoever makes it; what is sold out stays, so that a refusal can say
/// so. IDs are of whatever type the caller has.
public struct OfferedItem<ID: Hashable & Sendable>: Sendable {
    /// Which item.
    public var id: ID
    /// What one costs without choices.
    public var price: MenuPrice
    /// Whether it can be had: not sold out, not switched off, within its hours.
    public var isAvailable: Bool
    /// The groups that it asks, in order.
    public var groups: [GroupLink<ID>]
    /// Every group that can be reached from it, each once.
    public var catalogue: [ID: OfferedGroup<ID>]

    /// An item.
    public init(
        id: ID, price: MenuPrice, isAvailable: Bool = true, groups: [GroupLink<ID>],
        catalogue: [ID: OfferedGroup<ID>]
    ) {
        self.id = id
        self.price = price
        self.isAvailable = isAvailable
        self.groups = groups
        self.catalogue = catalogue
    }
}

/// A group at one place of the tree: an item's groups may have limits of their own there.
public struct GroupLink<ID: Hashable & Sendable>: Hashable, Sendable {
    /// Which group.
    public var group: ID
    /// How many must be chosen here; the group's own number without.
    public var min: Int?
    /// How many may be chosen here; the group's own limit without.
    public var max: Int?

    /// A group, and its limits here.
    public init(_ group: ID, min: Int? = nil, max: Int? = nil) {
        self.group = group
        self.min = min
        self.max = max
    }
}

/// A choice that comes with an item or with a modifier.
public struct OfferedGroup<ID: Hashable & Sendable>: Sendable {
    /// How many must be chosen.
    public var min: Int
    /// How many may be chosen; no limit without.
    public var max: Int?
    /// How many of the chosen are free.
    public var freeQuantity: Int
    /// Whether one modifier may be chosen more than once.
    public var allowQuantity: Bool
    /// How often one modifier may be chosen; no limit without.
    public var perOptionMax: Int?
    /// What can be chosen, in order.
    public var modifiers: [OfferedModifier<ID>]

    /// A group.
    public init(
        min: Int = 0, max: Int? = nil, freeQuantity: Int = 0, allowQuantity: Bool = false,
        perOptionMax: Int? = nil, modifiers: [OfferedModifier<ID>]
    ) {
        self.min = min
        self.max = max
        self.freeQuantity = freeQuantity
        self.allowQuantity = allowQuantity
        self.perOptionMax = perOptionMax
        self.modifiers = modifiers
    }

    /// How often one modifier may be chosen.
    var quantityMax: Int {
        allowQuantity ? Swift.min(perOptionMax ?? .max, ChosenModifier.quantityMax) : 1
    }
}

/// An option of a group.
public struct OfferedModifier<ID: Hashable & Sendable>: Sendable {
    /// Which modifier.
    public var id: ID
    /// What one adds to the price.
    public var price: MenuPrice
    /// Whether it can be had.
    public var isAvailable: Bool
    /// How many are chosen unless the guest says otherwise; none without.
    public var defaultQuantity: Int?
    /// The groups that it opens, in order.
    public var groups: [ID]

    /// An option.
    public init(
        id: ID, price: MenuPrice, isAvailable: Bool = true, defaultQuantity: Int? = nil, groups: [ID] = []
    ) {
        self.id = id
        self.price = price
        self.isAvailable = isAvailable
        self.defaultQuantity = defaultQuantity
        self.groups = groups
    }
}
