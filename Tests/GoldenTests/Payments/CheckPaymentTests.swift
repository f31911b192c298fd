import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// A split bill, each check of which several people pay by amounts of their own: it is paid to the last unit.
@Suite(.database(World.template))
struct CheckPaymentTests {
    private static let byLines = """
        checks: [
          { lines: [{ lineId: "\(OrderRows.line(1))", quantity: "1.3333" }] },
          { lines: [{ lineId: "\(OrderRows.line(1))", quantity: "0.6667" },
            { lineId: "\(OrderRows.line(2))" }] }]
        """

    @Test(arguments: [byLines, "parts: 7", "parts: 2"])
    func `by lines, by shares and by amounts the payers come to the bill, and the last to what is left`(
        _ split: String
    ) async throws {
        let world = try World()
        try await OrderRows.order(7000, "SERVED")
        let made = await world.run(
            OrderLineTests.document("checkSplit", "orderId: \"\(OrderRows.id())\", \(split)")
        ).text
        let checks = try await World.texts(
            "SELECT id || ' ' || total_minor FROM order_checks ORDER BY number"
        ).map { $0.split(separator: " ") }
        try #require(checks.count > 1, "\(made)")
        func pay(_ check: String, _ minor: Int64) async throws -> String {
            let id = EntityKind.orderCheck.id(try #require(UUIDBytes(text: check)))
            return await world.money(
                "paymentCreate",
                """
                orderId: "\(OrderRows.id())", checkId: "\(id)", method: CARD, amountMinor: \(minor)
                """)
        }

        for (number, check) in checks.enumerated() {
            let (id, total) = (String(check[0]), Int64(check[1]) ?? 0)
            let status = try await OrderRows.value("status")
            #expect(status == "SERVED", "before check \(number)")
            for _ in 1...2 { #expect(try await pay(id, total / 3).contains(#""userErrors":[]"#)) }
            let rest = total - 2 * (total / 3)
            #expect(try await pay(id, rest + 1).contains(#""code":"BALANCE_EXCEEDED""#))
            #expect(try await pay(id, rest).contains(#""userErrors":[]"#))
        }

        #expect(try await OrderRows.value("status") == "COMPLETED")
        #expect(try await OrderRows.value("paid_minor") == "15600")
        #expect(try await World.texts("SELECT sum(total_minor) FROM order_checks") == ["15600"])
        #expect(try await World.texts("SELECT id FROM order_checks WHERE paid_minor <> total_minor").isEmpty)
        let balances = try await World.balances()
        #expect(balances.contains("PROVIDER_CLEARING 15600"), "\(balances)")
        #expect(!balances.contains { $0.hasPrefix("RECEIVABLE") || $0.hasPrefix("and") }, "\(balances)")
    }
}
