/// Something that is put on top of the lines: a service charge, a delivery fee, a tip.
///
/// Without taxes of its own it stands outside the tax base. With some it is taxed with the lines of the same
/// rates, and its amount includes them where prices do.
public struct Charge: Hashable, Sendable {
    /// How much is put on top.
    public enum Value: Hashable, Sendable {
        /// A part of what the lines cost together after discounts, before the tax that is added to them.
        case percent(BasisPoints)
        /// A fixed amount.
        case amount(minor: Int64)
    }

    /// How much.
    public var value: Value
    /// The taxes of its tax class; none outside the tax base.
    public var taxes: [TaxComponent]

    /// A charge.
    public init(_ value: Value, taxes: [TaxComponent] = []) {
        self.value = value
        self.taxes = taxes
    }
}
