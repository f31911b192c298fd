import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Money that goes back: never more than came in, by cashiers no more than the branch says.
@Suite(.database(World.template))
struct PaymentRefundTests {
    private func refund(
        _ world: World, _ payment: String, _ more: String = "", as role: String = "BRANCH_MANAGER"
    ) async -> String {
        await world.money(
            "paymentRefund", "\(payment), reason: \"Cold\" \(more)",
            """
            payment { status refunded { amountMinor } refundedTip { amountMinor } }
            refund { amount { amountMinor } tip { amountMinor } reason businessDate payment { id } }
            """, as: role)
    }

    @Test
    func `a payment goes back in parts, then is owed again`() async throws {
        let world = try World()
        try await World.orders()
        let payment = try await world.paid(4000, tipMinor: 300, method: "CARD")

        let first = await refund(world, payment, ", amountMinor: 1000")
        let second = await refund(world, payment, ", amountMinor: 500, tipMinor: 100")
        let rest = await refund(world, payment)
        let none = await refund(world, payment)

        #expect(
            first.contains(
                #""status":"PARTIALLY_REFUNDED","refunded":{"amountMinor":1000},"#
                    + #""refundedTip":{"amountMinor":0}}"#), "\(first)")
        #expect(first.contains(#""amount":{"amountMinor":1000},"tip":{"amountMinor":0}"#), "\(first)")
        #expect(second.contains(#""refunded":{"amountMinor":1500},"refundedTip":{"amountMinor":100}"#))
        #expect(
            rest.contains(
                #""status":"REFUNDED","refunded":{"amountMinor":4000},"refundedTip":{"amountMinor":300}"#),
            "\(rest)")
        #expect(rest.contains(#""amount":{"amountMinor":2500},"tip":{"amountMinor":200}"#), "\(rest)")
        #expect(none.contains(#""code":"CONFLICT""#), "\(none)")
        #expect(try await World.amounts() == ["4000 4000 0 CONFIRMED"])
        #expect(try await World.balances() == [])
        let (order, _) = await world.run(
            "{ order(id: \"\(World.id(.order, 6001))\") { paymentStatus balance { amountMinor } } }")
        #expect(order.contains(#"{"paymentStatus":"REFUNDED","balance":{"amountMinor":4000}}"#), "\(order)")
        #expect(try await World.texts("SELECT reason FROM refunds").count == 3)
    }

    @Test
    func
        `what goes back of an order that is over is not owed again in the books`()
        async throws
    {
        let world = try World()
        try await World.orders(status: "SERVED")
        let payment = try await world.paid(4000)

        _ = await refund(world, payment, ", amountMinor: 1000")
        let (order, _) = await world.run(
            "{ order(id: \"\(World.id(.order, 6001))\") { status paymentStatus balance { amountMinor } } }")

        #expect(
            order.contains(
                #"{"status":"COMPLETED","paymentStatus":"PARTIALLY_REFUNDED","balance":{"amountMinor":0}}"#),
            "\(order)")
        #expect(
            try await World.balances(of: 6001) == ["CASH_DRAWER 3000", "REFUNDS 1000", "SALES -4000"])
    }

    @Test
    func `what was paid too much goes back first, as nothing that was sold, and takes no points along`()
        async throws
    {
        let world = try World()
        try await LoyaltyActs.begin(world)
        try await World.orders()
        let payment = try await world.paid(4000)
        try await World.asSuperuser(
            """
            UPDATE order_lines SET status = 'VOIDED', net_minor = 0, total_minor = 0, taken_off_at = now()
              WHERE position = 1 AND order_id = '\(World.uuid(6001))';
            UPDATE orders SET net_minor = 3000, total_minor = 3000, status = 'SERVED',
              customer_id = '\(World.uuid(901))'
            """)
        let done = await world.run(
            """
            mutation { orderStatusSet(input: { id: "\(World.id(.order, 6001))", status: COMPLETED }) {
              order { status } userErrors { message } } }
            """, role: "BRANCH_MANAGER", branches: [11], member: 403
        ).text
        try await LoyaltyActs.sweep(world)
        let before = try await World.balances(of: 6001)

        _ = await refund(world, payment, ", amountMinor: 600")
        let surplus = try await World.balances(of: 6001)
        let untouched = try await LoyaltyActs.entries()
        _ = await refund(world, payment, ", amountMinor: 1000")
        let beyond = try await World.balances(of: 6001)

        #expect(done.contains(#""status":"COMPLETED""#), "\(done)")
        #expect(before == ["CASH_DRAWER 4000", "RECEIVABLE -1000", "SALES -3000"])
        #expect(surplus == ["CASH_DRAWER 3400", "RECEIVABLE -400", "SALES -3000"])
        #expect(untouched == ["EARN 30 30 0"])
        #expect(beyond == ["CASH_DRAWER 2400", "REFUNDS 600", "SALES -3000"])
        #expect(try await LoyaltyActs.entries() == ["EARN 30 24 0", "REVERSE -6 0 0"])
    }

    @Test
    func `case 11: what goes back of an order that is over takes its points back in proportion`()
        async throws
    {
        let world = try World()
        try await LoyaltyActs.begin(world)
        try await World.orders(status: "SERVED")
        try await World.asSuperuser("UPDATE orders SET customer_id = '\(World.uuid(901))'")
        let payment = try await world.paid(4000)
        try await LoyaltyActs.sweep(world)

        _ = await refund(world, payment, ", amountMinor: 1000")
        _ = await refund(world, payment)

        #expect(
            try await LoyaltyActs.entries() == ["EARN 40 0 0", "REVERSE -10 0 0", "REVERSE -30 0 0"])
    }

    @Test(arguments: [
        (", amountMinor: 1501", "amountMinor", "REFUND_EXCEEDED"),
        (", amountMinor: 9223372036854775807", "amountMinor", "REFUND_EXCEEDED"),
        (", amountMinor: 1, tipMinor: 201", "tipMinor", "REFUND_EXCEEDED"),
        (", amountMinor: 0", "amountMinor", "INVALID"),
        (", amountMinor: -1", "amountMinor", "INVALID"),
        (", tipMinor: -1", "tipMinor", "INVALID"),
    ])
    func `more than is left, or nothing, is refused`(
        _ more: String, _ field: String, _ code: String
    ) async throws {
        let world = try World()
        try await World.orders()
        let payment = try await world.paid(1500, tipMinor: 200)

        let answer = await refund(world, payment, more)

        #expect(answer.contains("[{\"field\":[\"input\",\"\(field)\"],\"code\":\"\(code)\"}]"), "\(answer)")
        #expect(try await World.amounts() == ["1500 0 200 CONFIRMED"])
        #expect(try await World.texts("SELECT id FROM refunds").isEmpty)
    }

    @Test
    func `a cashier gives back up to the branch's limit of a payment, however often, a manager all`()
        async throws
    {
        let world = try World()
        try await World.orders()
        let payment = try await world.paid(1500)

        let without = await refund(world, payment, ", amountMinor: 1", as: "CASHIER")
        try await World.allowRefunds(500)
        let within = await refund(world, payment, ", amountMinor: 400", as: "CASHIER")
        let beyond = await refund(world, payment, ", amountMinor: 101", as: "CASHIER")
        let rest = await refund(world, payment, ", amountMinor: 100", as: "CASHIER")
        let manager = await refund(world, payment)

        #expect(without.contains(#""code":"REFUND_LIMIT""#), "\(without)")
        #expect(within.contains(#""userErrors":[]"#), "\(within)")
        #expect(beyond.contains(#""code":"REFUND_LIMIT""#), "\(beyond)")
        #expect(rest.contains(#""userErrors":[]"#), "\(rest)")
        #expect(manager.contains(#""amount":{"amountMinor":1000}"#), "\(manager)")
    }

    @Test
    func `of two refunds of 60 % at once one is refused`() async throws {
        let (one, other) = (try World(), try World())
        try await World.orders()
        let payment = try await one.paid(1000)

        let answers = try await World.together([
            { await refund(one, payment, ", amountMinor: 600") },
            { await refund(other, payment, ", amountMinor: 600") },
        ])

        #expect(answers.filter { $0.contains(#""userErrors":[]"#) }.count == 1, "\(answers)")
        #expect(answers.filter { $0.contains(#""code":"REFUND_EXCEEDED""#) }.count == 1, "\(answers)")
        #expect(try await World.amounts() == ["1000 600 0 CONFIRMED"])
        #expect(try await World.balances() == ["CASH_DRAWER 400", "RECEIVABLE -400"])
    }

    @Test
    func `the database itself lets nothing go back that never came in`() async throws {
        let world = try World()
        try await World.orders()
        _ = try await world.paid(1000)

        for change in ["refunded_minor = 1001", "refunded_minor = -1", "refunded_tip_minor = 1"] {
            await #expect(throws: PostgresError.self) {
                try await World.asSuperuser("UPDATE payments SET status = 'PARTIALLY_REFUNDED', \(change)")
            }
        }
    }

    @Test
    func `a refund that is sent again goes back once, and its answer is the same`() async throws {
        let world = try World()
        try await World.orders()
        let payment = try await world.paid(1000)
        let key = ", amountMinor: 600, \(World.moneyKey())"

        let first = await refund(world, payment, key)
        let again = await refund(world, payment, key)

        #expect(first.contains(#""userErrors":[]"#) && again == first, "\(first) \(again)")
        #expect(try await World.amounts() == ["1000 600 0 CONFIRMED"])
    }

    @Test
    func `guests and waiters see what went back of a payment, not who gave it and why`() async throws {
        let world = try World()
        try await World.orders()
        let payment = try await world.paid(1000)
        _ = await refund(world, payment, ", amountMinor: 600")
        func read(_ field: String, _ role: String) async -> String {
            await world.run(
                "{ payments(branchId: \"\(World.id(.branch, 11))\") { nodes { \(field) } } }", role: role,
                branches: [11], member: 404
            ).text
        }

        #expect(await read("refunded { amountMinor }", "WAITER").contains("600"))
        #expect(await read("refunds { reason }", "WAITER").contains("Cannot query field"))
        #expect(await read("refunds { reason refundedBy { id } }", "CASHIER").contains("Cold"))
    }

    @Test(arguments: ["refunds", "payments", "orders", "ledger_transfers", "events", "idempotency_keys"])
    func `a refund that fails anywhere gives nothing back`(_ table: String) async throws {
        let world = try World()
        try await World.orders()
        let payment = try await world.paid(1000)
        let key = ", \(World.moneyKey())"
        try await World.fail(table)

        let failed = await refund(world, payment, key)
        let left = try await World.amounts()
        try await World.heal(table)
        let done = await refund(world, payment, key)

        #expect(failed.contains(#""code":"INTERNAL""#), "\(failed)")
        #expect(left == ["1000 0 0 CONFIRMED"])
        #expect(done.contains(#""userErrors":[]"#), "\(done)")
    }
}
