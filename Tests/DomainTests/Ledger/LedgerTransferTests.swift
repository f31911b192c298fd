import Domain
import Testing

@Suite struct LedgerTransferTests {
    /// What each account holds after transfers.
    private func balances(_ transfers: [LedgerTransfer]) -> [LedgerAccount: Int64] {
        var balances: [LedgerAccount: Int64] = [:]
        for transfer in transfers {
            balances[transfer.debit, default: 0] += transfer.amountMinor
            balances[transfer.credit, default: 0] -= transfer.amountMinor
        }
        return balances.filter { $0.value != 0 }
    }

    @Test(arguments: PaymentMethod.allCases)
    func `a payment lies in the drawer or with who took it, until it is taken back`(method: PaymentMethod) {
        let capture = LedgerTransfer.capture(method, amountMinor: 1000, tipMinor: 100)
        let tip = LedgerTransfer.tip(method, byMinor: -40)
        let void = LedgerTransfer.void(method, amountMinor: 1000, tipMinor: 60)

        let place: LedgerAccount = method == .cash ? .cashDrawer : .providerClearing
        #expect(balances(capture) == [place: 1100, .receivable: -1000, .tipsPayable: -100])
        #expect(balances(capture + tip) == [place: 1060, .receivable: -1000, .tipsPayable: -60])
        #expect(balances(capture + tip + void) == [:])
    }

    @Test func `what a guest gets back is owed again while the order is open`() {
        let open = LedgerTransfer.refund(.cash, amountMinor: 300, tipMinor: 20, unsoldMinor: 1000)
        let over = LedgerTransfer.refund(.cash, amountMinor: 300, tipMinor: 20, unsoldMinor: 0)
        let overpaid = LedgerTransfer.refund(.cash, amountMinor: 300, tipMinor: 20, unsoldMinor: 120)
        let odd = LedgerTransfer.refund(.cash, amountMinor: 300, tipMinor: 0, unsoldMinor: -5)

        #expect(balances(open) == [.receivable: 300, .tipsPayable: 20, .cashDrawer: -320])
        #expect(balances(over) == [.refunds: 300, .tipsPayable: 20, .cashDrawer: -320])
        #expect(
            balances(overpaid) == [.receivable: 120, .refunds: 180, .tipsPayable: 20, .cashDrawer: -320])
        #expect(balances(odd) == [.refunds: 300, .cashDrawer: -300])
    }

    @Test func `an order that is paid and over leaves nothing owed`() {
        let sale = LedgerTransfer.sale(
            netMinor: 900, taxMinor: 162, takenOffMinor: 100, writtenOffMinor: 62)
        let paid = LedgerTransfer.capture(.card, amountMinor: 1000, tipMinor: 0)

        #expect(
            balances(sale + paid) == [
                .sales: -1000, .taxesPayable: -162, .discounts: 100, .writeOffs: 62, .providerClearing: 1000,
            ])
    }

    @Test func `a drawer that was counted is empty, and the books know what was missing`() throws {
        let moved =
            LedgerTransfer.float(amountMinor: 1000) + LedgerTransfer.movement(.payIn, amountMinor: 50)
            + LedgerTransfer.movement(.payOut, amountMinor: 20)
            + LedgerTransfer.movement(.drop, amountMinor: 600)

        let short = try #require(LedgerTransfer.count(expectedMinor: 430, countedMinor: 400))
        let over = try #require(LedgerTransfer.count(expectedMinor: 430, countedMinor: 431))

        #expect(balances(moved) == [.cashDrawer: 430, .safe: -400, .pettyCash: -30])
        #expect(
            balances(moved + short)
                == [.safe: 0, .pettyCash: -30, .cashDifferences: 30].filter { $0.value != 0 })
        #expect(balances(moved + over) == [.safe: 31, .pettyCash: -30, .cashDifferences: -1])
        #expect(LedgerTransfer.count(expectedMinor: .min, countedMinor: 1) == nil)
    }

    @Test func `nothing is not posted, and no amount traps`() {
        #expect(LedgerTransfer.capture(.cash, amountMinor: 5, tipMinor: 0).count == 1)
        #expect(LedgerTransfer.tip(.cash, byMinor: 0).isEmpty)
        #expect(LedgerTransfer.tip(.cash, byMinor: .min).isEmpty)
        #expect(LedgerTransfer.tip(.cash, byMinor: .max).count == 1)
    }
}
