import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// The books as they are read.
@Suite(.database(World.template))
struct LedgerTransferTests {
    private func transfers(
        _ world: World, _ more: String = "", as role: String = "BRANCH_MANAGER", branch: Int = 11,
        branches: [Int]? = [11]
    ) async -> String {
        await world.run(
            """
            { ledgerTransfers(branchId: "\(World.id(.branch, branch))" \(more)) { nodes { kind debit credit
              amount { amountMinor } order { number } payment { method } } pageInfo { hasNextPage } } }
            """, role: role, branches: branches, member: 403
        ).text
    }

    @Test
    func `the books show what was moved, the latest first, by what is asked for`() async throws {
        let world = try World()
        try await World.orders(2)
        let payment = try await world.paid(1500, tipMinor: 200, method: "CARD")
        _ = await world.money(
            "paymentRefund", "\(payment), reason: \"Cold\", amountMinor: 500", "refund { id }",
            as: "BRANCH_MANAGER")

        let capture =
            #"{"kind":"CAPTURE","debit":"PROVIDER_CLEARING","credit":"RECEIVABLE","#
            + #""amount":{"amountMinor":1500},"order":{"number":1},"payment":{"method":"CARD"}}"#
        let all = await transfers(world)
        let refunds = await transfers(world, ", kinds: [REFUND]")
        let tips = await transfers(world, ", accounts: [TIPS_PAYABLE]")
        let ofOrder = await transfers(world, ", orderId: \"\(World.id(.order, 6001))\"")
        let ofOther = await transfers(world, ", orderId: \"\(World.id(.order, 6002))\"")
        let first = await transfers(world, ", first: 1")

        #expect(all.contains(capture) && all.components(separatedBy: "\"kind\"").count == 4, "\(all)")
        #expect(all.contains(#"{"nodes":[{"kind":"REFUND""#), "\(all)")
        #expect(refunds.components(separatedBy: "\"kind\"").count == 2, "\(refunds)")
        #expect(tips.components(separatedBy: "\"kind\"").count == 2 && tips.contains("CAPTURE"), "\(tips)")
        #expect(ofOrder == all)
        #expect(ofOther.contains(#""nodes":[]"#), "\(ofOther)")
        #expect(first.contains(#""hasNextPage":true"#), "\(first)")
    }

    @Test
    func `the books are a manager's, of its branches`() async throws {
        let world = try World()
        try await World.orders()
        _ = try await world.paid(1500)

        let cashier = await transfers(world, as: "CASHIER")
        let elsewhere = await transfers(world, branches: [12])
        let foreign = await transfers(world, branch: 21)

        #expect(cashier.contains("errors") && !cashier.contains("CAPTURE"), "\(cashier)")
        for text in [elsewhere, foreign] {
            #expect(text.contains(#""code":"NOT_FOUND""#) && !text.contains("CAPTURE"), "\(text)")
        }
    }
}
