/// What the books count; the raw values are those of the columns of `ledger_transfers`.
public enum LedgerAccount: String, CaseIterable, Sendable {
    /// What guests owe for their orders; below nothing what they have paid ahead.
    case receivable = "RECEIVABLE"
    /// Coins and notes in the drawers.
    case cashDrawer = "CASH_DRAWER"
    /// What card terminals, wallets and banks have taken for the house.
    case providerClearing = "PROVIDER_CLEARING"
    /// Tips, which belong to those who serve.
    case tipsPayable = "TIPS_PAYABLE"
    /// What was given back for orders that were over.
    case refunds = "REFUNDS"
    /// What was taken off or on the house.
    case discounts = "DISCOUNTS"
    /// What was owed and will not be paid.
    case writeOffs = "WRITE_OFFS"
    /// What was sold, before discounts and without tax.
    case sales = "SALES"
    /// Taxes, which belong to the state.
    case taxesPayable = "TAXES_PAYABLE"
    /// Cash of the house outside of the drawers.
    case safe = "SAFE"
    /// What was paid in cash for the house, and what was put in for it.
    case pettyCash = "PETTY_CASH"
    /// What was counted beyond what the books said; above nothing what was missing.
    case cashDifferences = "CASH_DIFFERENCES"

    /// Where the money of a payment lies.
    public init(holding method: PaymentMethod) {
        self = method == .cash ? .cashDrawer : .providerClearing
    }
}
