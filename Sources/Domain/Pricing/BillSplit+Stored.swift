extension BillSplit {
    /// The amounts of a stored line or charge on several checks, as ``parts(of:by:)``: its net amount and its
    /// whole tax are known, the tax's components are not asked for.
    ///
    /// Nil when no check has any of it, and for amounts that no bill has.
    public static func parts(
        netMinor: Int64, taxMinor: Int64, by quantities: [Quantity?]
    ) -> [TaxedAmount]? {
        guard let totalMinor = try? ExactAmount.sum(netMinor, taxMinor), netMinor >= 0, taxMinor >= 0,
            let none = BasisPoints(0)
        else { return nil }
        let tax = TaxAmount(component: TaxComponent(name: "", rate: none), amountMinor: taxMinor)
        return parts(
            of: TaxedAmount(
                amountMinor: totalMinor, netMinor: netMinor, taxes: [tax], taxMinor: taxMinor,
                totalMinor: totalMinor), by: quantities)
    }
}
