import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// A payment that is taken back on its day, as if it had not been.
@Suite(.database(World.template))
struct PaymentVoidTests {
    private let reason = "reason: \"Wrong table\""

    @Test
    func `what a voided payment paid is owed again, and the books hold nothing of it`() async throws {
        let world = try World()
        try await World.orders()
        let payment = try await world.paid(1500, tipMinor: 200)

        let voided = await world.money("paymentVoid", "\(payment), \(reason)")
        let again = await world.money("paymentVoid", "\(payment), \(reason)")
        let refund = await world.money("paymentRefund", "\(payment), \(reason)", as: "BRANCH_MANAGER")
        let tip = await world.money("tipAdjust", "\(payment), tipMinor: 1")

        #expect(voided.contains(#""status":"VOIDED""#) && voided.contains(#""userErrors":[]"#), "\(voided)")
        #expect(again.contains(#"{"field":["input","paymentId"],"code":"CONFLICT"}"#), "\(again)")
        #expect(refund.contains(#""code":"CONFLICT""#), "\(refund)")
        #expect(tip.contains(#""code":"CONFLICT""#), "\(tip)")
        #expect(try await World.amounts() == ["0 0 0 CONFIRMED"])
        #expect(try await World.balances() == [])
        #expect(
            try await World.texts("SELECT kind || amount_minor FROM ledger_transfers ORDER BY 1") == [
                "CAPTURE1500", "CAPTURE200", "VOID1500", "VOID200",
            ])
        #expect(
            try await World.texts(
                "SELECT payload ->> 'status' FROM events WHERE type = 'payment.changed' ORDER BY sequence")
                == ["CAPTURED", "VOIDED"])
        #expect(
            try await World.texts("SELECT reason FROM audit_log WHERE action = 'paymentVoid'")
                == ["Wrong table"])
    }

    @Test
    func `yesterday's payment is not voided, nor its tip changed`() async throws {
        let world = try World()
        try await World.orders()
        let payment = try await world.paid(1500)
        try await World.asSuperuser("UPDATE payments SET business_date = business_date - 1")

        let voided = await world.money("paymentVoid", "\(payment), \(reason)")
        let tip = await world.money("tipAdjust", "\(payment), tipMinor: 1")

        #expect(voided.contains(#"{"field":["input","paymentId"],"code":"DAY_OVER"}"#), "\(voided)")
        #expect(tip.contains(#""code":"DAY_OVER""#), "\(tip)")
        #expect(try await World.amounts() == ["1500 0 0 CONFIRMED"])
    }

    @Test
    func `a payment of an order that is over is not voided`() async throws {
        let world = try World()
        try await World.orders(status: "SERVED")
        let payment = try await world.paid(4000)

        let voided = await world.money("paymentVoid", "\(payment), \(reason)")

        #expect(voided.contains(#""code":"ORDER_CLOSED""#), "\(voided)")
        #expect(try await World.amounts() == ["4000 0 0 COMPLETED"])
    }

    @Test
    func `a check can be paid again when its payment is voided`() async throws {
        let world = try World()
        try await World.orders()
        try await World.asSuperuser(
            """
            INSERT INTO order_checks (id, organization_id, order_id, number, total_minor)
            VALUES ('\(World.uuid(6800))', '\(World.uuid(1))', '\(World.uuid(6001))', 1, 1500)
            """)
        let check = ", checkId: \"\(World.id(.orderCheck, 6800))\""
        let payment = try await world.paid(1500, more: check)

        _ = await world.money("paymentVoid", "\(payment), \(reason)")
        _ = try await world.paid(1500, more: check)

        #expect(try await World.texts("SELECT paid_minor FROM order_checks") == ["1500"])
        #expect(try await World.amounts() == ["1500 0 0 CONFIRMED"])
    }

    @Test
    func `a payment changed since it was read stays as it is`() async throws {
        let world = try World()
        try await World.orders()
        let payment = try await world.paid(1500)
        _ = await world.money("tipAdjust", "\(payment), tipMinor: 100")

        let stale = await world.money("paymentVoid", "\(payment), \(reason), expectedVersion: 1")

        #expect(
            stale.contains(#"{"field":["input","expectedVersion"],"code":"VERSION_CONFLICT"}"#), "\(stale)")
    }

    @Test(arguments: ["paymentVoid", "paymentRefund", "tipAdjust"])
    func `another tenant's payment, and another branch's, is not there`(_ mutation: String) async throws {
        let world = try World()
        try await World.orders()
        let payment = try await world.paid(1500)
        let input = payment + (mutation == "tipAdjust" ? ", tipMinor: 5" : ", \(reason)")
        let missing = #"{"field":["input","paymentId"],"code":"NOT_FOUND"}"#

        let foreign = await world.money(
            mutation, input, as: "ORG_ADMIN", organization: 2, branches: nil, member: nil)
        let elsewhere = await world.money(mutation, input, as: "BRANCH_MANAGER", branches: [12])
        let waiter = await world.money(mutation, input, as: "WAITER")

        #expect(foreign.contains(missing), "\(foreign)")
        #expect(elsewhere.contains(missing), "\(elsewhere)")
        #expect(waiter.contains("Cannot query field"), "\(waiter)")
        #expect(try await World.amounts() == ["1500 0 0 CONFIRMED"])
    }

    @Test
    func `of a void and a refund at once one does`() async throws {
        let (one, other) = (try World(), try World())
        try await World.orders()
        let payment = try await one.paid(1500)

        let answers = try await World.together([
            { await one.money("paymentVoid", "\(payment), reason: \"a\"", as: "BRANCH_MANAGER") },
            { await other.money("paymentRefund", "\(payment), reason: \"b\"", as: "BRANCH_MANAGER") },
        ])

        #expect(answers.filter { $0.contains(#""userErrors":[]"#) }.count == 1, "\(answers)")
        #expect(answers.filter { $0.contains(#""code":"CONFLICT""#) }.count == 1, "\(answers)")
        #expect(try await World.balances() == [])
    }

    @Test
    func `without a live line an order is called off when its money is back`() async throws {
        let world = try World()
        try await World.orders()
        let payment = try await world.paid(1500)
        try await World.asSuperuser(
            """
            UPDATE order_lines SET status = 'VOIDED', net_minor = 0, total_minor = 0, taken_off_at = now();
            UPDATE orders SET net_minor = 0, total_minor = 0
            """)

        _ = await world.money("paymentVoid", "\(payment), \(reason)")

        #expect(try await World.amounts() == ["0 0 0 CANCELED"])
    }

    @Test(arguments: ["payments", "orders", "ledger_transfers", "events", "audit_log", "idempotency_keys"])
    func `a void that fails anywhere leaves the payment as it is`(_ table: String) async throws {
        let world = try World()
        try await World.orders()
        let payment = try await world.paid(1500)
        try await World.fail(table)

        let input = "\(payment), \(reason), \(World.moneyKey())"
        let failed = await world.money("paymentVoid", input)
        let left = try await World.amounts()
        try await World.heal(table)
        let done = await world.money("paymentVoid", input)

        #expect(failed.contains(#""code":"INTERNAL""#), "\(failed)")
        #expect(left == ["1500 0 0 CONFIRMED"])
        #expect(done.contains(#""userErrors":[]"#), "\(done)")
        #expect(try await World.amounts() == ["0 0 0 CONFIRMED"])
    }
}
