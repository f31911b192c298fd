import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Tips that are known after the payment.
@Suite(.database(World.template))
struct TipAdjustTests {
    @Test
    func `a tip grows and shrinks, in the order's row and in the books`() async throws {
        let world = try World()
        try await World.orders()
        let payment = try await world.paid(1500, tipMinor: 200, method: "CARD")

        let more = await world.money("tipAdjust", "\(payment), tipMinor: 500")
        let grown = try await World.balances()
        let none = await world.money("tipAdjust", "\(payment), tipMinor: 0")

        #expect(more.contains(#""tip":{"amountMinor":500}"#), "\(more)")
        #expect(grown == ["PROVIDER_CLEARING 2000", "RECEIVABLE -1500", "TIPS_PAYABLE -500"])
        #expect(none.contains(#""tip":{"amountMinor":0}"#), "\(none)")
        #expect(try await World.balances() == ["PROVIDER_CLEARING 1500", "RECEIVABLE -1500"])
        #expect(try await World.amounts() == ["1500 0 0 CONFIRMED"])
    }

    @Test
    func `who leaves the change tips it, and no more than that`() async throws {
        let world = try World()
        try await World.orders()
        let payment = try await world.paid(1500, more: ", tenderedMinor: 2000")

        let all = await world.money(
            "tipAdjust", "\(payment), tipMinor: 500", "payment { tip { amountMinor } change { amountMinor } }"
        )
        let more = await world.money("tipAdjust", "\(payment), tipMinor: 501")

        #expect(all.contains(#""tip":{"amountMinor":500},"change":{"amountMinor":0}"#), "\(all)")
        #expect(more.contains(#"{"field":["input","tipMinor"],"code":"INVALID"}"#), "\(more)")
    }

    @Test(arguments: ["-1", "99", "9223372036854775807"])
    func `a tip that cannot be is refused`(_ tip: String) async throws {
        let world = try World()
        try await World.orders()
        let payment = try await world.paid(1500, tipMinor: 200)
        _ = await world.money("paymentRefund", "\(payment), tipMinor: 100, reason: \"r\"", as: "ORG_ADMIN")

        let answer = await world.money("tipAdjust", "\(payment), tipMinor: \(tip)")

        #expect(answer.contains(#"{"field":["input","tipMinor"],"code":"INVALID"}"#), "\(answer)")
        #expect(try await World.amounts() == ["1500 0 100 CONFIRMED"])
    }
}
