import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Everything that a provider is asked for of a payment that is there: whatever becomes of its answers, its
/// books and ours agree.
@Suite(.database(World.template))
struct ProviderActTests {
    /// An act that a payment which stands somewhere is asked for.
    enum Act: String, CaseIterable {
        case capture = "CAPTURE", void = "VOID", refund = "REFUND"
        /// Of what was only promised.
        case letGo = "VOID of a promise"

        /// Whether the payment is only promised before it.
        var needsPromise: Bool { self == .capture || self == .letGo }
        /// Where it stands before, when the provider has done it, and what the provider has of 1000 then.
        var course: (before: String, after: String, minor: Int64) {
            switch self {
            case .capture: ("AUTHORIZED", "CAPTURED", 1000)
            case .void: ("CAPTURED", "VOIDED", 0)
            case .refund: ("CAPTURED", "PARTIALLY_REFUNDED", 600)
            case .letGo: ("AUTHORIZED", "VOIDED", 0)
            }
        }

        func ask(_ house: ProviderHouse, _ payment: String) async -> String {
            let id = "paymentId: \"\(payment)\""
            return switch self {
            case .capture: await house.money("paymentCapture", id)
            case .void, .letGo: await house.money("paymentVoid", "\(id), reason: \"Typo\"")
            case .refund: await house.money("paymentRefund", "\(id), amountMinor: 400, reason: \"Cold\"")
            }
        }
    }

    @Test(arguments: Act.allCases)
    func `whatever becomes of an answer, it is done once, and unknown is never failed`(
        _ act: Act
    ) async throws {
        let faults: [FakeProvider.Fault] = [
            .silentBefore, .silentAfter, .errorBefore, .errorAfter, .garbage, .otherKey, .underWay, .slow,
        ]
        try await World.orders(faults.count)
        try await ProviderHouse.open { house async throws in
            var payments: [String] = []
            for number in faults.indices {
                payments.append(try await house.begin(act.course.before, order: 6001 + number))
            }
            let before = house.provider.entries.count
            for (payment, fault) in zip(payments, faults) {
                house.provider.script(fault, of: payment)
                let answer = await act.ask(house, payment)
                #expect(answer.contains(#""userErrors":[]"#), "\(fault): \(answer)")
            }
            for (payment, fault) in zip(payments, faults) {
                let seen = try await house.follow(payment, until: [act.course.after, "FAILED"])
                #expect(seen.last == act.course.after && seen.count <= 2, "\(fault): \(seen)")
                #expect(house.provider.balance(of: payment) == act.course.minor, "\(fault)")
            }
            try await house.settle()
            #expect(try await house.differences() == [])
            #expect(house.provider.entries.count == before + faults.count, "each once")
        }
    }

    @Test(arguments: Act.allCases)
    func `what the provider refuses leaves the payment where it was, and may be asked for again`(
        _ act: Act
    ) async throws {
        try await World.orders()
        try await ProviderHouse.open { house async throws in
            let payment = try await house.begin(act.course.before, order: 6001)
            let (amounts, books) = (try await World.amounts(), try await World.balances())
            house.provider.script(.refused, of: payment)
            _ = await act.ask(house, payment)
            try await house.settle()
            let left = try await World.texts("SELECT status FROM payments")
            #expect(left == [act.course.before])
            #expect(try await World.amounts() == amounts)
            #expect(try await World.balances() == books)

            let again = await act.ask(house, payment)
            #expect(again.contains(#""userErrors":[]"#), "\(again)")
            #expect(
                try await house.follow(payment, until: [act.course.after]).last == act.course.after)
            try await house.settle()
            #expect(try await house.differences() == [])
        }
    }

    @Test
    func `a void that is done when its order is over is given back in the books`() async throws {
        try await World.orders()
        try await ProviderHouse.open { house async throws in
            let (payment, _) = await house.pay(4000, ", tipMinor: 300")
            _ = try await house.follow(payment, until: ["CAPTURED"])
            house.provider.script(Array(repeating: .silentBefore, count: 50))
            _ = await Act.void.ask(house, payment)
            try await World.asSuperuser("UPDATE orders SET status = 'SERVED'")
            let over = try await house.complete()
            house.provider.script([])
            let seen = try await house.follow(payment, until: ["VOIDED", "REFUNDED"])
            let order = await house.server.answer(
                "{ order(id: \"\(World.id(.order, 6001))\") { paymentStatus balance { amountMinor } } }",
                as: "BRANCH_MANAGER")

            #expect(over.contains(#""status":"COMPLETED""#), "\(over)")
            #expect(seen.last == "REFUNDED")
            #expect(
                order.contains(#"{"paymentStatus":"REFUNDED","balance":{"amountMinor":0}}"#), "\(order)")
            #expect(try await house.differences() == [])
        }
        #expect(try await World.amounts() == ["4000 4000 0 COMPLETED"])
        #expect(try await World.balances() == ["REFUNDS 4000", "SALES -4000"])
        #expect(try await World.texts("SELECT reason FROM refunds") == ["Typo"])
    }

    @Test
    func `what was only promised for an order that is over is let go`() async throws {
        try await World.orders()
        try await ProviderHouse.open { house async throws in
            let payment = try await house.begin("AUTHORIZED", order: 6001)
            try await World.asSuperuser("UPDATE orders SET status = 'SERVED'")
            let over = try await house.complete(", writeOffReason: \"Gone\"")
            let void = await Act.letGo.ask(house, payment)

            #expect(over.contains(#""status":"COMPLETED""#), "\(over)")
            #expect(void.contains(#""userErrors":[]"#), "\(void)")
            #expect(try await house.follow(payment, until: ["VOIDED", "REFUNDED"]).last == "VOIDED")
            #expect(try await house.differences() == [])
        }
        #expect(try await World.amounts() == ["0 0 0 COMPLETED"])
        #expect(try await World.balances() == ["SALES -4000", "WRITE_OFFS 4000"])
    }
}

extension ProviderHouse {
    /// A payment of 1000 that the provider has taken, or only promised.
    func begin(_ status: String, order: Int) async throws -> String {
        let (payment, answer) = await pay(
            order: order, 1000, status == "AUTHORIZED" ? ", authorizeOnly: true" : "")
        let seen = try await follow(payment, until: [status, "FAILED"])
        try #require(seen.last == status, "\(answer)")
        return payment
    }

    /// Completes the first order, as a manager.
    fileprivate func complete(_ more: String = "") async throws -> String {
        await server.answer(
            """
            mutation { orderStatusSet(input: { id: "\(World.id(.order, 6001))", status: COMPLETED \(more) }) {
              order { status } userErrors { message } } }
            """, as: "BRANCH_MANAGER")
    }
}
