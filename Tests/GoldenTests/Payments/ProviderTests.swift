import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Payments that a provider moves: the provider's books and ours agree, whatever becomes of its answers.
@Suite(.database(World.template))
struct ProviderTests {
    @Test
    func `a card is pending until the provider has answered, then the books have it`() async throws {
        try await World.orders()
        try await ProviderHouse.open { house async throws in
            house.provider.script(Array(repeating: .silentBefore, count: 50))
            let (payment, answer) = await house.pay(1000, ", tipMinor: 100")
            let tooMuch = await house.pay(3001)
            let cancel = await house.server.answer(
                """
                mutation { orderCancel(input: { id: "\(World.id(.order, 6001))", reason: "x" }) {
                  userErrors { message } } }
                """, as: "BRANCH_MANAGER")
            let void = await house.money("paymentVoid", "paymentId: \"\(payment)\", reason: \"x\"")
            let before = try await World.balances()
            house.provider.script([])
            let seen = try await house.follow(payment, until: ["CAPTURED", "FAILED"])

            #expect(answer.contains(#""status":"PENDING"},"userErrors":[]"#), "\(answer)")
            #expect(tooMuch.answer.contains("BALANCE_EXCEEDED"), "what is under way is as good as paid")
            #expect(!cancel.contains(#""userErrors":[]"#), "\(cancel)")
            #expect(void.contains(#""code":"CONFLICT""#), "\(void)")
            #expect(before.isEmpty)
            #expect(seen.last == "CAPTURED")
            #expect(house.provider.entries.keys.sorted() == [payment], "the payment's ID is the key")
            #expect(house.provider.entries[payment]?.amountMinor == 1100)
        }
        #expect(
            try await World.balances() == ["PROVIDER_CLEARING 1100", "RECEIVABLE -1000", "TIPS_PAYABLE -100"])
        #expect(try await World.amounts() == ["1000 0 100 CONFIRMED"])
    }

    @Test
    func `what is promised is captured, what came in goes back or is voided, all through the provider`()
        async throws
    {
        try await World.orders()
        try await ProviderHouse.open { house async throws in
            let (first, _) = await house.pay(1000, ", authorizeOnly: true")
            #expect(try await house.follow(first, until: ["AUTHORIZED"]).last == "AUTHORIZED")
            #expect(try await World.balances().isEmpty)
            let captured = await house.money("paymentCapture", "paymentId: \"\(first)\"")
            #expect(captured.contains(#""userErrors":[]"#), "\(captured)")
            #expect(try await house.follow(first, until: ["CAPTURED"]).last == "CAPTURED")
            let again = await house.money("paymentCapture", "paymentId: \"\(first)\"")
            #expect(again.contains("CONFLICT"), "\(again)")

            let back = "paymentId: \"\(first)\", amountMinor: 400, reason: \"Cold\""
            let refund = await house.money("paymentRefund", back)
            #expect(refund.contains(#""status":"CAPTURED""#) && refund.contains(#""userErrors":[]"#))
            #expect(
                try await house.follow(first, until: ["PARTIALLY_REFUNDED"]).last == "PARTIALLY_REFUNDED")

            let (second, _) = await house.pay(500)
            _ = try await house.follow(second, until: ["CAPTURED"])
            _ = await house.money("paymentVoid", "paymentId: \"\(second)\", reason: \"Typo\"")
            #expect(try await house.follow(second, until: ["VOIDED"]).last == "VOIDED")
            #expect(try await house.differences() == [])
        }
        #expect(try await World.amounts() == ["1000 400 0 CONFIRMED"])
        #expect(try await World.balances() == ["PROVIDER_CLEARING 600", "RECEIVABLE -600"])
    }

    @Test
    func `whatever becomes of an answer, the money moves once, and unknown is never failed`() async throws {
        let faults: [FakeProvider.Fault] = [
            .silentBefore, .silentAfter, .errorBefore, .errorAfter, .garbage, .otherKey, .underWay, .slow,
        ]
        try await World.orders(faults.count)
        try await ProviderHouse.open { house async throws in
            for (number, fault) in faults.enumerated() {
                house.provider.script([fault])
                let (payment, _) = await house.pay(order: 6001 + number)
                let seen = try await house.follow(payment, until: ["CAPTURED", "FAILED"])

                #expect(seen == ["PENDING", "CAPTURED"] || seen == ["CAPTURED"], "\(fault): \(seen)")
                #expect(house.provider.balance(of: payment) == 1000, "\(fault)")
            }
            #expect(try await house.differences() == [])
            #expect(house.provider.entries.count == faults.count)
        }
    }

    @Test
    func `what the provider refuses has failed, and may be paid another way`() async throws {
        try await World.orders()
        try await ProviderHouse.open { house async throws in
            house.provider.script([.refused])
            let (first, _) = await house.pay(4000)
            #expect(try await house.follow(first, until: ["FAILED", "CAPTURED"]).last == "FAILED")
            let (second, answer) = await house.pay(4000)
            #expect(answer.contains(#""userErrors":[]"#), "\(answer)")
            #expect(try await house.follow(second, until: ["CAPTURED"]).last == "CAPTURED")
            #expect(try await house.differences() == [])
        }
    }

    @Test
    func `what the provider tells is proved, heard once, and never believed`() async throws {
        try await World.orders()
        try await ProviderHouse.open { house async throws in
            let (payment, _) = await house.pay()
            _ = try await house.follow(payment, until: ["CAPTURED"])

            #expect(try await house.tell("a", of: payment, secret: "a secret of somebody else's") == 401)
            #expect(try await house.tell("a", of: payment, age: 301) == 401)
            #expect(try await house.tell("a", of: payment, padding: 20_000) == 413)
            #expect(try await house.tell("a", of: payment) == 204)
            #expect(try await house.tell("a", of: payment) == 204, "a second time changes nothing")
            #expect(try await World.texts("SELECT event_id FROM provider_events") == ["a"])
            #expect(try await house.follow(payment, until: ["CAPTURED", "REFUNDED"]).last == "CAPTURED")

            house.provider.script([.heldAfter])
            let (early, _) = await house.pay(500)
            for _ in 0..<500 where house.provider.heldCount == 0 {
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(try await house.tell("b", of: early) == 204, "before the answer")
            #expect(try await house.follow(early, until: ["CAPTURED"]).last == "CAPTURED")
            house.provider.release()
            try await house.settle()
            #expect(try await house.differences() == [])
        }
    }
}
