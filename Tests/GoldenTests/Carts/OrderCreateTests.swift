import Postgres
import Restaurant
import TestSupport
import Testing

/// Orders made at once: once for each ID, all or nothing.
@Suite(.database(World.template))
struct OrderCreateTests {
    private static func create(
        id: Int? = nil, table: Int = 1002, quantity: String = "1", more: String = ""
    ) -> String {
        let own = id.map { "id: \"\(World.id(.order, $0))\", " } ?? ""
        let key = more.contains("idempotencyKey") ? "" : ", \(World.moneyKey())"
        return """
            mutation { it: orderCreate(input: { \(own)branchId: "\(World.id(.branch, 11))",
              tableId: "\(World.id(.table, table))", lines: [\(World.platter(quantity))]\(more)\(key) }) {
              order { id number status total { amountMinor } table { label } }
              userErrors { field message ... on OrderUserError { code } } } }
            """
    }

    @Test
    func `case 8: an order that is sent again after a lost answer is one order`() async throws {
        let world = try World()

        let (first, _) = await world.run(Self.create(id: 801), role: "WAITER", branches: [11], member: 404)
        let (again, _) = await world.run(Self.create(id: 801), role: "WAITER", branches: [11], member: 404)
        let (other, _) = await world.run(
            Self.create(id: 801, quantity: "2"), role: "WAITER", branches: [11], member: 404)

        #expect(
            first.contains(
                #""number":1,"status":"PENDING","total":{"amountMinor":7050},"table":{"label":"T2"}"#),
            "\(first)")
        #expect(again == first)
        #expect(other.contains("IDEMPOTENCY_KEY_REUSED"), "\(other)")
        #expect(try await World.texts("SELECT id::text FROM orders").count == 1)
        #expect(
            try await World.texts("SELECT status FROM table_sessions WHERE table_id = '\(World.uuid(1002))'")
                == ["ACTIVE"])
    }

    @Test
    func `case 19: a sale before the day begins is the day before's, and the first of its numbers`()
        async throws
    {
        let world = try World()
        // It is eleven in the morning in Lima.
        try await World.asSuperuser("UPDATE branches SET business_day_start = '11:30'")
        _ = await world.run(Self.create(), role: "WAITER", branches: [11], member: 404)
        try await World.asSuperuser("UPDATE branches SET business_day_start = '10:30'")
        _ = await world.run(Self.create(), role: "WAITER", branches: [11], member: 404)

        let days = try await World.texts("SELECT business_date || ' ' || number FROM orders ORDER BY 1")
        #expect(days == ["2026-02-28 1", "2026-03-01 1"])
    }

    @Test
    func `case 7: fifty at once with one key make one order`() async throws {
        let world = try World()
        let key = ", idempotencyKey: \"once and no more\""
        let document = Self.create(more: key)

        let answers = await withTaskGroup(of: String.self) { tasks in
            for _ in 0..<50 {
                tasks.addTask { await world.run(document, role: "WAITER", branches: [11], member: 404).text }
            }
            return await tasks.reduce(into: Set<String>()) { $0.insert($1) }
        }
        let (other, _) = await world.run(
            Self.create(quantity: "2", more: key), role: "WAITER", branches: [11], member: 404)

        #expect(answers.count == 1 && answers.first?.contains(#""number":1"#) == true, "\(answers)")
        #expect(other.contains("IDEMPOTENCY_KEY_REUSED"), "\(other)")
        #expect(try await World.texts("SELECT id::text FROM orders").count == 1)
    }

    @Test
    func `an expected total, what is unknown and other tenants are refused`() async throws {
        let world = try World()

        let (total, _) = await world.run(Self.create(more: ", expectedTotal: 7000"))
        let (foreign, _) = await world.run(Self.create(), organization: 2)
        let (table, _) = await world.run(Self.create(table: 1201))
        let (elsewhere, _) = await world.run(Self.create(), role: "WAITER", branches: [12], member: 405)

        #expect(total.contains("TOTAL_CHANGED"), "\(total)")
        for answer in [foreign, table, elsewhere] { #expect(answer.contains("NOT_FOUND"), "\(answer)") }
        #expect(try await World.texts("SELECT id::text FROM orders").isEmpty)
        #expect(try await World.texts("SELECT id::text FROM table_sessions").isEmpty)
    }

    @Test
    func `case 3: unit, line, charge and total agree, and case 1: no tax stays none`() async throws {
        let world = try World()
        try await World.asSuperuser(
            """
            UPDATE branch_overrides SET price_minor = 5555 WHERE id = '\(World.uuid(160))';
            UPDATE tax_rates SET rate_bps = 0;
            UPDATE branches SET policies = '{"serviceChargeBasisPoints": 1000}'
            """)

        let (made, _) = await world.run(
            """
            mutation { it: orderCreate(input: { branchId: "\(World.id(.branch, 11))", expectedTotal: 12221,
              \(World.moneyKey()), tableId: "\(World.id(.table, 1003))", lines: [{
                itemId: "\(World.id(.item, 120))",
                quantity: "2", selections: [{ groupId: "\(World.id(.group, 130))",
                  modifierId: "\(World.id(.modifier, 140))" }] }] }) {
              order { subtotal { amountMinor } charge { amountMinor } tax { amountMinor }
                total { amountMinor } lines { unitPrice { amountMinor } total { amountMinor } } }
              userErrors { field message ... on OrderUserError { code } } } }
            """)

        #expect(
            made.contains(
                #"{"subtotal":{"amountMinor":11110},"charge":{"amountMinor":1111},"tax":{"amountMinor":0},"#
                    + #""total":{"amountMinor":12221},"lines":[{"unitPrice":{"amountMinor":5555},"#
                    + #""total":{"amountMinor":11110}}]}"#), "\(made)")
    }
}
