/// A named part of a tax with its rate: IGV 16 % and IPM 2 %, or CGST 2.5 % and SGST 2.5 %.
///
/// A rate of 0 is a rate: it is shown and reported as such, and never stands for "no rate given".
public struct TaxComponent: Hashable, Sendable {
    /// The name as it stands on the bill.
    public let name: String
    /// The rate.
    public let rate: BasisPoints

    /// A component.
    public init(name: String, rate: BasisPoints) {
        self.name = name
        self.rate = rate
    }

    /// The order in which a group of components is kept, whatever order it was read in.
    static func precedes(_ left: TaxComponent, _ right: TaxComponent) -> Bool {
        (left.name, left.rate.value) < (right.name, right.rate.value)
    }
}
