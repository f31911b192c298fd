/// An amount that goes from one account of the books to another.
///
/// What is debited and credited is one number, so that whatever is posted sums to nothing. An act posts a few
/// of these: the functions here say which.
public struct LedgerTransfer: Hashable, Sendable {
    /// What was done; the raw values are those of the column `kind`.
    public enum Kind: String, CaseIterable, Sendable {
        /// A payment came in.
        case capture = "CAPTURE"
        /// A payment was taken back, as if it had not been.
        case void = "VOID"
        /// Money went back to a guest.
        case refund = "REFUND"
        /// A tip became another one.
        case tip = "TIP"
        /// An order was completed.
        case sale = "SALE"
        /// What was owed for an order will not be paid.
        case writeOff = "WRITE_OFF"
        /// A drawer was opened with change from the safe.
        case float = "FLOAT"
        /// Cash was put into a drawer.
        case payIn = "PAY_IN"
        /// Something was paid from a drawer.
        case payOut = "PAY_OUT"
        /// Cash went from a drawer to the safe.
        case drop = "DROP"
        /// A drawer was counted and emptied.
        case count = "COUNT"
    }

    /// What was done.
    public let kind: Kind
    /// The account that holds more by it.
    public let debit: LedgerAccount
    /// The account that holds less by it.
    public let credit: LedgerAccount
    /// How much, in minor units; above 0.
    public let amountMinor: Int64

    /// Nil where nothing goes over; an amount below 0 goes the other way, and one that has no opposite is
    /// refused as nothing is.
    init?(_ kind: Kind, from credit: LedgerAccount, to debit: LedgerAccount, _ amountMinor: Int64) {
        guard amountMinor != 0, amountMinor != .min else { return nil }
        self.kind = kind
        self.debit = amountMinor > 0 ? debit : credit
        self.credit = amountMinor > 0 ? credit : debit
        self.amountMinor = abs(amountMinor)
    }
}

extension LedgerTransfer {
    /// A payment: what it pays of an order, and its tip.
    public static func capture(
        _ method: PaymentMethod, amountMinor: Int64, tipMinor: Int64
    ) -> [LedgerTransfer] {
        let place = LedgerAccount(holding: method)
        return [
            LedgerTransfer(.capture, from: .receivable, to: place, amountMinor),
            LedgerTransfer(.capture, from: .tipsPayable, to: place, tipMinor),
        ].compactMap(\.self)
    }

    /// The same payment taken back, with the tip that it has by now.
    public static func void(
        _ method: PaymentMethod, amountMinor: Int64, tipMinor: Int64
    ) -> [LedgerTransfer] {
        let place = LedgerAccount(holding: method)
        return [
            LedgerTransfer(.void, from: place, to: .receivable, amountMinor),
            LedgerTransfer(.void, from: place, to: .tipsPayable, tipMinor),
        ].compactMap(\.self)
    }

    /// What goes back of a payment, the way that it came.
    ///
    /// - Parameter unsoldMinor: how much of what was paid the order has not sold: all of it while the order
    ///   is open, when it is owed again, and what was paid too much for one that is completed. What goes back
    ///   beyond that is given back of a sale.
    public static func refund(
        _ method: PaymentMethod, amountMinor: Int64, tipMinor: Int64, unsoldMinor: Int64
    ) -> [LedgerTransfer] {
        let place = LedgerAccount(holding: method)
        let unsold = min(amountMinor, max(0, unsoldMinor))
        return [
            LedgerTransfer(.refund, from: place, to: .receivable, unsold),
            LedgerTransfer(.refund, from: place, to: .refunds, amountMinor - unsold),
            LedgerTransfer(.refund, from: place, to: .tipsPayable, tipMinor),
        ].compactMap(\.self)
    }

    /// A tip that became larger by so much, or smaller.
    public static func tip(_ method: PaymentMethod, byMinor: Int64) -> [LedgerTransfer] {
        [LedgerTransfer(.tip, from: .tipsPayable, to: LedgerAccount(holding: method), byMinor)]
            .compactMap(\.self)
    }

    /// What a drawer begins with.
    public static func float(amountMinor: Int64) -> [LedgerTransfer] {
        [LedgerTransfer(.float, from: .safe, to: .cashDrawer, amountMinor)].compactMap(\.self)
    }

    /// Cash that moves without an order.
    public static func movement(_ kind: CashMovementKind, amountMinor: Int64) -> [LedgerTransfer] {
        let transfer =
            switch kind {
            case .payIn: LedgerTransfer(.payIn, from: .pettyCash, to: .cashDrawer, amountMinor)
            case .payOut: LedgerTransfer(.payOut, from: .cashDrawer, to: .pettyCash, amountMinor)
            case .drop: LedgerTransfer(.drop, from: .cashDrawer, to: .safe, amountMinor)
            }
        return [transfer].compactMap(\.self)
    }

    /// A drawer that was counted: the books follow the count, and what was there goes to the safe.
    ///
    /// - Returns: nil where the difference is out of all bounds.
    public static func count(expectedMinor: Int64, countedMinor: Int64) -> [LedgerTransfer]? {
        let (difference, overflows) = countedMinor.subtractingReportingOverflow(expectedMinor)
        guard !overflows, difference != .min else { return nil }
        return [
            LedgerTransfer(.count, from: .cashDifferences, to: .cashDrawer, difference),
            LedgerTransfer(.count, from: .cashDrawer, to: .safe, countedMinor),
        ].compactMap(\.self)
    }

    /// An order that is over: what was sold, what was taken off it, and what was written off.
    ///
    /// Net amounts are after discounts; what is sold stands in the books before them.
    public static func sale(
        netMinor: Int64, taxMinor: Int64, takenOffMinor: Int64, writtenOffMinor: Int64
    ) -> [LedgerTransfer] {
        [
            LedgerTransfer(.sale, from: .sales, to: .receivable, netMinor),
            LedgerTransfer(.sale, from: .taxesPayable, to: .receivable, taxMinor),
            LedgerTransfer(.sale, from: .sales, to: .discounts, takenOffMinor),
            LedgerTransfer(.writeOff, from: .receivable, to: .writeOffs, writtenOffMinor),
        ].compactMap(\.self)
    }
}
