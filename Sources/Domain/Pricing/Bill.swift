/// What is priced: lines, what is taken off, what is put on top.
///
/// Quote, cart, order and every later change of an order are priced by the same function from the same kind
/// of value, so that they cannot disagree. All amounts are minor units of one currency; whoever makes the
/// bill sees to it that they are.
public struct Bill: Hashable, Sendable {
    /// Whether the amounts of lines, discounts and taxed charges include their tax: a setting of the branch.
    public var pricesIncludeTax: Bool
    /// What is sold; also the lines that don't count any more.
    public var lines: [BillLine]
    /// What is taken off before tax, in the order in which it is taken.
    public var discounts: [Discount]
    /// What is put on top: service, delivery, tips.
    public var charges: [Charge]

    /// A bill.
    public init(
        pricesIncludeTax: Bool, lines: [BillLine], discounts: [Discount] = [], charges: [Charge] = []
    ) {
        self.pricesIncludeTax = pricesIncludeTax
        self.lines = lines
        self.discounts = discounts
        self.charges = charges
    }
}

/// One line of a bill: an item with its choices, a number of times.
public struct BillLine: Hashable, Sendable {
    /// Whether a line counts.
    public enum Standing: Hashable, Sendable {
        /// It is paid for.
        case charged
        /// On the house: its value is shown and taken off.
        case comped
        /// Taken back: it stands on the bill for the record only.
        case voided
    }

    /// How many, or how much.
    public var quantity: Quantity
    /// The price of one without choices; 0 or more.
    public var price: MenuPrice
    /// The choices for one, by group.
    public var groups: [ChosenGroup]
    /// The taxes on it; none for what no tax class covers.
    public var taxes: [TaxComponent]
    /// Whether it counts.
    public var standing: Standing

    /// A line.
    public init(
        quantity: Quantity, price: MenuPrice, groups: [ChosenGroup] = [], taxes: [TaxComponent] = [],
        standing: Standing = .charged
    ) {
        self.quantity = quantity
        self.price = price
        self.groups = groups
        self.taxes = taxes
        self.standing = standing
    }
}

/// A price of the menu as a branch asks it; for a modifier what it adds, which may be negative.
public struct MenuPrice: Hashable, Sendable {
    /// The menu's own.
    public var baseMinor: Int64
    /// The branch's own, where it has one; 0 is one.
    public var branchMinor: Int64?

    /// A price, and what the branch asks instead.
    public init(baseMinor: Int64, branchMinor: Int64? = nil) {
        self.baseMinor = baseMinor
        self.branchMinor = branchMinor
    }

    /// What is asked.
    public var amountMinor: Int64 { branchMinor ?? baseMinor }
}
