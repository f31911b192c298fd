import Domain
import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Money that is recorded at once: never more than is owed, never twice.
@Suite(.database(World.template))
struct PaymentCreateTests {
    private func pay(
        _ world: World, _ more: String, method: String = "CASH", order: Int = 6001, role: String = "CASHIER",
        organization: Int = 1, branches: [Int]? = [11], member: Int? = 404
    ) async -> String {
        await world.run(
            """
            mutation { it: paymentCreate(input: {
              orderId: "\(World.id(.order, order))", method: \(method), \(more)
              \(more.contains("idempotencyKey") ? "" : World.moneyKey())
            }) { payment { id status amount { amountMinor } tip { amountMinor } tendered { amountMinor }
                change { amountMinor } reference }
              userErrors { field ... on PaymentUserError { code } } } }
            """, role: role, organization: organization, branches: branches, member: member
        ).text
    }

    private func paid() async throws -> [String] {
        try await World.texts("SELECT paid_minor || ' ' || tip_minor FROM orders WHERE number = 1")
    }

    @Test
    func `an order is paid in parts, and cash gives change`() async throws {
        let world = try World()
        try await World.orders()

        let cash = await pay(world, "amountMinor: 1500, tipMinor: 200, tenderedMinor: 2000")
        let half = try await paid()
        let card = await pay(world, "amountMinor: 2500, reference: \"T-1\"", method: "CARD")
        let (list, _) = await world.run(
            """
            { payments(branchId: "\(World.id(.branch, 11))") { nodes { method capturedAt businessDate } } }
            """
        )

        #expect(
            cash.contains(
                #""status":"CAPTURED","amount":{"amountMinor":1500},"tip":{"amountMinor":200},"#
                    + #""tendered":{"amountMinor":2000},"change":{"amountMinor":300},"reference":null"#),
            "\(cash)")
        #expect(half == ["1500 200"])
        #expect(card.contains(#""tendered":null,"change":{"amountMinor":0},"reference":"T-1""#), "\(card)")
        #expect(try await paid() == ["4000 200"])
        #expect(list.contains(#""method":"CARD","capturedAt":"20"#), "\(list)")
        #expect(
            try await World.texts(
                "SELECT type || ' ' || (payload ->> 'status') FROM events WHERE type LIKE 'payment.%'")
                == Array(repeating: "payment.changed CAPTURED", count: 2))
    }

    @Test(arguments: [
        ("amountMinor: 4001", "CASH", "amountMinor", "BALANCE_EXCEEDED"),
        ("amountMinor: 9223372036854775807", "CASH", "amountMinor", "BALANCE_EXCEEDED"),
        ("amountMinor: 0", "CASH", "amountMinor", "INVALID"),
        ("amountMinor: -1", "CASH", "amountMinor", "INVALID"),
        ("amountMinor: 1, tipMinor: -1", "CASH", "tipMinor", "INVALID"),
        (
            "amountMinor: 1, tipMinor: 9223372036854775807, tenderedMinor: 5", "CASH", "tipMinor",
            "INVALID"
        ),
        ("amountMinor: 100, tenderedMinor: 99", "CASH", "tenderedMinor", "INVALID"),
        ("amountMinor: 100, tenderedMinor: 100", "CARD", "tenderedMinor", "INVALID"),
        ("amountMinor: 100, reference: \" \"", "CARD", "reference", "INVALID"),
        ("amountMinor: 100", "UPI", "method", "METHOD_DISABLED"),
        ("amountMinor: 100, checkId: \"\(World.id(.orderCheck, 9))\"", "CASH", "checkId", "NOT_FOUND"),
    ])
    func `what cannot be is refused and writes nothing`(
        _ input: String, _ method: String, _ field: String, _ code: String
    ) async throws {
        let world = try World()
        try await World.orders()
        try await World.asSuperuser(
            "UPDATE branches SET policies = '{\"enabledPaymentMethods\": [\"CASH\", \"CARD\"]}'")

        let answer = await pay(world, input, method: method)

        #expect(answer.contains("[{\"field\":[\"input\",\"\(field)\"],\"code\":\"\(code)\"}]"), "\(answer)")
        #expect(try await paid() == ["0 0"])
        #expect(try await World.texts("SELECT id FROM payments").isEmpty)
    }

    @Test
    func `a tip too large for the order is refused`() async throws {
        let world = try World()
        try await World.orders()

        _ = await pay(world, "amountMinor: 1, tipMinor: 9223372036854775000")
        let second = await pay(world, "amountMinor: 1, tipMinor: 9223372036854775000")

        #expect(second.contains(#"{"field":["input","tipMinor"],"code":"INVALID"}"#), "\(second)")
    }

    @Test
    func `an order that was served is completed by the last payment`() async throws {
        let world = try World()
        try await World.orders(status: "SERVED")
        func order() async throws -> [String] { try await World.texts("SELECT status FROM orders") }

        _ = await pay(world, "amountMinor: 3999")
        #expect(try await order() == ["SERVED"])
        _ = await pay(world, "amountMinor: 1")
        #expect(try await order() == ["COMPLETED"])
        let (text, _) = await world.run(
            """
            { order(id: "\(World.id(.order, 6001))") {
              paymentStatus payments { amount { amountMinor } order { number } } } }
            """)
        #expect(
            text.contains(
                #""paymentStatus":"PAID","payments":[{"amount":{"amountMinor":3999},"order":{"number":1}},"#),
            "\(text)")
    }

    @Test
    func `a canceled order takes no money`() async throws {
        let world = try World()
        try await World.orders()
        try await World.asSuperuser("UPDATE orders SET status = 'CANCELED', canceled_at = now()")

        let answer = await pay(world, "amountMinor: 1")

        #expect(answer.contains(#"{"field":["input","orderId"],"code":"ORDER_CLOSED"}"#), "\(answer)")
    }

    @Test
    func `case 7: the same key is the same payment, another body a conflict`() async throws {
        let world = try World()
        try await World.orders()
        let key = "idempotencyKey: \"the key of a till\""
        let id = "id: \"\(World.id(.payment, 6900))\""

        let first = await pay(world, "amountMinor: 100, \(key)")
        let again = await pay(world, "amountMinor: 100, \(key)")
        let other = await pay(world, "amountMinor: 101, \(key)")
        let own = await pay(world, "amountMinor: 200, \(id)")
        let sent = await pay(world, "amountMinor: 200, \(id)")
        let changed = await pay(world, "amountMinor: 201, \(id)")

        #expect(first.contains(#""userErrors":[]"#) && again == first, "\(first) \(again)")
        #expect(
            other.contains(#"["input","idempotencyKey"],"code":"IDEMPOTENCY_KEY_REUSED"}"#), "\(other)"
        )
        #expect(own.contains(World.id(.payment, 6900)) && sent == own, "\(own) \(sent)")
        #expect(changed.contains(#"{"field":["input","id"],"code":"IDEMPOTENCY_KEY_REUSED"}"#), "\(changed)")
        #expect(try await paid() == ["300 0"])
        #expect(try await World.texts("SELECT id FROM payments").count == 2)
    }

    @Test(arguments: ["idempotencyKey: \"the key of a till\"", "id: \"\(World.id(.payment, 6900))\""])
    func `case 7: fifty at once are one payment`(_ name: String) async throws {
        let worlds = try (0..<5).map { _ in try World() }
        try await World.orders()

        let answers = await withTaskGroup(of: String.self) { tasks in
            for number in 0..<50 {
                tasks.addTask { await pay(worlds[number % worlds.count], "amountMinor: 4000, \(name)") }
            }
            return await tasks.reduce(into: Set()) { $0.insert($1) }
        }

        #expect(answers.count == 1 && answers.first?.contains(#""userErrors":[]"#) == true, "\(answers)")
        #expect(try await World.texts("SELECT id FROM payments").count == 1)
        #expect(try await paid() == ["4000 0"])
    }

    @Test
    func `of two who pay the rest at once one does`() async throws {
        let (one, other) = (try World(), try World())
        try await World.orders()
        _ = await pay(one, "amountMinor: 1000")

        let answers = try await World.together([
            { await pay(one, "amountMinor: 3000") }, { await pay(other, "amountMinor: 3000") },
        ])

        #expect(answers.filter { $0.contains("BALANCE_EXCEEDED") }.count == 1, "\(answers)")
        #expect(try await paid() == ["4000 0"])
    }

    @Test
    func `a check is paid by itself, and no further`() async throws {
        let world = try World()
        try await World.orders()
        try await World.asSuperuser(
            """
            INSERT INTO order_checks (id, organization_id, order_id, number, total_minor)
            VALUES ('\(World.uuid(6800))', '\(World.uuid(1))', '\(World.uuid(6001))', 1, 1500)
            """)
        let check = "checkId: \"\(World.id(.orderCheck, 6800))\""

        let more = await pay(world, "amountMinor: 1501, \(check)")
        let all = await pay(world, "amountMinor: 1500, \(check)")
        let twice = await pay(world, "amountMinor: 1, \(check)")

        #expect(more.contains("BALANCE_EXCEEDED"), "\(more)")
        #expect(all.contains(#""userErrors":[]"#), "\(all)")
        #expect(twice.contains("BALANCE_EXCEEDED"), "\(twice)")
        #expect(try await World.texts("SELECT paid_minor FROM order_checks") == ["1500"])
    }

    @Test
    func `another tenant's order is not there, and its payments are nobody's`() async throws {
        let world = try World()
        try await World.orders()
        let missing = #"[{"field":["input","orderId"],"code":"NOT_FOUND"}]"#
        let id = "id: \"\(World.id(.payment, 6900))\""
        _ = await pay(world, "amountMinor: 1, \(id)")

        #expect(await pay(world, "amountMinor: 1", organization: 2, branches: nil).contains(missing))
        #expect(await pay(world, "amountMinor: 1", branches: [12]).contains(missing))
        #expect(await pay(world, "amountMinor: 1, \(id)", organization: 2, branches: nil).contains(missing))
        let node = await world.run(
            "{ node(id: \"\(World.id(.payment, 6900))\") { id } }", organization: 2)
        #expect(node.text.contains("NOT_FOUND"))
    }

    @Test
    func `a waiter sees what is paid at own tables, a cashier all`() async throws {
        let world = try World()
        try await World.orders(3)
        _ = await pay(world, "amountMinor: 1", order: 6001, role: "WAITER")
        _ = await pay(world, "amountMinor: 2", order: 6002, member: nil)
        _ = await pay(world, "amountMinor: 3", order: 6003, member: nil)
        try await World.asSuperuser("UPDATE orders SET member_id = '\(World.uuid(404))' WHERE number = 3")
        func amounts(_ role: String) async -> String {
            await world.run(
                """
                { payments(branchId: "\(World.id(.branch, 11))") { nodes { amount { amountMinor } } } }
                """, role: role, branches: [11], member: 404
            ).text
        }

        let all = await amounts("CASHIER")
        let own = await amounts("WAITER")

        #expect(all.components(separatedBy: "amountMinor").count == 4, "\(all)")
        #expect(own.contains(#"[{"amount":{"amountMinor":3}},{"amount":{"amountMinor":1}}]"#), "\(own)")
    }

    @Test(arguments: ["payments", "orders", "ledger_transfers", "events", "audit_log", "idempotency_keys"])
    func `a payment that fails anywhere leaves nothing`(_ table: String) async throws {
        let world = try World()
        try await World.orders()
        try await World.fail(table)

        let failed = await pay(world, "amountMinor: 100, idempotencyKey: \"the key of a till\"")
        let left = try await World.texts(
            """
            SELECT id FROM payments UNION ALL SELECT id FROM events UNION ALL SELECT id FROM idempotency_keys
            UNION ALL SELECT id FROM ledger_transfers UNION ALL SELECT id FROM orders WHERE paid_minor > 0
            """)
        try await World.heal(table)
        let done = await pay(world, "amountMinor: 100, idempotencyKey: \"the key of a till\"")

        #expect(failed.contains(#""code":"INTERNAL""#), "\(failed)")
        #expect(left.isEmpty)
        #expect(done.contains(#""userErrors":[]"#), "\(done)")
    }
}
