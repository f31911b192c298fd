/// Something that is taken off a bill before tax: a coupon, a reward, a manager's favour.
///
/// Discounts are taken one after the other, each from what those before it have left.
public struct Discount: Hashable, Sendable {
    /// How much is taken off.
    public enum Value: Hashable, Sendable {
        /// A part of what the lines in scope still cost together, rounded once, at most the cap.
        case percent(BasisPoints, capMinor: Int64? = nil)
        /// A fixed amount, at most what the lines in scope still cost together.
        case amount(minor: Int64)
        /// Portions that cost nothing, the cheapest in scope, worth at most the cap.
        case portions(FreePortions, capMinor: Int64? = nil)
    }

    /// Which lines it is taken off.
    public enum Scope: Hashable, Sendable {
        /// All lines that are charged.
        case bill
        /// Those of these lines, by position in the bill, that are charged; naming one twice changes nothing.
        case lines([Int])
    }

    /// How much.
    public var value: Value
    /// From what.
    public var scope: Scope
    /// What the lines in scope must cost together, before any discount, for it to apply at all.
    public var minimumMinor: Int64

    /// A discount.
    public init(_ value: Value, on scope: Scope = .bill, minimumMinor: Int64 = 0) {
        self.value = value
        self.scope = scope
        self.minimumMinor = minimumMinor
    }
}
