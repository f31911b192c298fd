/// A bill with its prices.
///
/// What holds for every one: a sum over lines and charges is the total of the same name, the tax of lines and
/// charges sums to the tax of their rate groups, and nothing is negative.
public struct PricedBill: Hashable, Sendable {
    /// The lines, in the order of the bill.
    public var lines: [PricedLine]
    /// The discounts, in the order of the bill.
    public var discounts: [PricedDiscount]
    /// The charges, in the order of the bill.
    public var charges: [PricedCharge]
    /// What is taxed alike, by the names and rates of the components.
    public var rateGroups: [RateGroup]
    /// The lines before comps and discounts, without voided ones.
    public var subtotalMinor: Int64
    /// What is on the house.
    public var compMinor: Int64
    /// All discounts.
    public var discountMinor: Int64
    /// All charges, with their tax where prices include it.
    public var chargeMinor: Int64
    /// Lines and charges without tax.
    public var netMinor: Int64
    /// All taxes.
    public var taxMinor: Int64
    /// What is to be paid: `netMinor` and `taxMinor`.
    public var totalMinor: Int64
}

/// A line with its prices; a voided one has those of one portion, and else nothing.
public struct PricedLine: Hashable, Sendable {
    /// The price of one without choices.
    public var unitMinor: Int64
    /// What the choices add to one.
    public var modifierMinor: Int64
    /// The choices, by group, as in the bill.
    public var groups: [[PricedModifier]]
    /// One with its choices, times the quantity; a part of a minor unit is rounded half up.
    public var grossMinor: Int64
    /// What of it is on the house: all or nothing.
    public var compMinor: Int64
    /// Its share in each discount, in the order of the discounts.
    public var discountMinors: [Int64]
    /// What is charged and taxed.
    public var taxed: TaxedAmount
}

/// A chosen modifier with its prices, for one of what it hangs on.
public struct PricedModifier: Hashable, Sendable {
    /// What one adds to the price.
    public var unitMinor: Int64
    /// How many of them are free.
    public var freeQuantity: Int
    /// What it adds without the choices below it: the price of those that aren't free.
    public var amountMinor: Int64
    /// The choices below it, by group.
    public var groups: [[PricedModifier]]
}

/// A discount as it was taken.
public struct PricedDiscount: Hashable, Sendable {
    /// What was taken off: the sum of the lines' shares.
    public var amountMinor: Int64
    /// Whether the lines in scope reach its minimum; else nothing is taken off.
    public var isReached: Bool
}

/// A charge with its prices.
public struct PricedCharge: Hashable, Sendable {
    /// What is charged and taxed.
    public var taxed: TaxedAmount
}

/// An amount after discounts, taken apart.
public struct TaxedAmount: Hashable, Sendable {
    /// The amount as prices are written: with its tax where they include it.
    public var amountMinor: Int64
    /// Without tax.
    public var netMinor: Int64
    /// The tax by component, in the order of the rate group's components.
    public var taxes: [TaxAmount]
    /// All tax.
    public var taxMinor: Int64
    /// What is paid: `netMinor` and `taxMinor`.
    public var totalMinor: Int64
}

/// The tax of one component.
public struct TaxAmount: Hashable, Sendable {
    /// Name and rate.
    public var component: TaxComponent
    /// How much.
    public var amountMinor: Int64
}

/// What is taxed alike: lines and charges with the same components.
public struct RateGroup: Hashable, Sendable {
    /// What it is taxed with, ordered by name.
    public var taxes: [TaxAmount]
    /// The sum of its lines and charges without tax.
    public var netMinor: Int64
    /// All tax on it, rounded once.
    public var taxMinor: Int64
}
