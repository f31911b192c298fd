import Postgres
import Restaurant
import TestSupport
import Testing

/// Lines that are taken back, given away or changed, and what the bill says afterwards.
@Suite(.database(World.template))
struct OrderLineTests {
    static let states = ["PENDING", "HELD", "FIRED", "PREPARING", "READY", "SERVED", "VOIDED", "COMPED"]

    static func document(_ mutation: String, _ input: String) -> String {
        """
        mutation { it: \(mutation)(input: { \(input) }) {
          order { status version total { amountMinor } comp { amountMinor } discount { amountMinor }
            lines { status total { amountMinor } } checks { total { amountMinor } } }
          userErrors { field message ... on OrderUserError { code } } } }
        """
    }

    private static let why = "lineId: \"\(OrderRows.line(1))\", reason: \"Cold\""

    @Test(arguments: states)
    func `a line is voided before it is served, by cashiers and managers`(_ state: String) async throws {
        let world = try World()
        try await OrderRows.order(7000, "READY")
        try await Self.setLine(state)

        let waiter = await world.run(
            Self.document("orderLineVoid", Self.why), role: "WAITER", branches: [11]
        ).text
        let (text, _) = await world.run(
            Self.document("orderLineVoid", Self.why), role: "CASHIER", branches: [11])

        #expect(waiter.contains("errors\":[{\"message"), "\(waiter)")
        let isOpen = ["PENDING", "HELD", "FIRED", "PREPARING", "READY"].contains(state)
        if isOpen {
            #expect(text.contains(#"{"status":"VOIDED","total":{"amountMinor":0}}"#), "\(text)")
            #expect(text.contains(#""total":{"amountMinor":2000}"#), "\(text)")
            #expect(try await OrderRows.events(of: 7001, "line.status_changed") == ["VOIDED"])
        } else {
            #expect(text.contains(#""code":"CONFLICT""#), "\(text)")
            #expect(try await OrderRows.value("total_minor") == "15600")
        }
    }

    @Test(arguments: states)
    func `a line is comped after it was served, by managers`(_ state: String) async throws {
        let world = try World()
        try await OrderRows.order(7000, "SERVED")
        try await Self.setLine(state)

        let (text, _) = await world.run(
            Self.document("orderLineComp", Self.why), role: "BRANCH_MANAGER", branches: [11])

        if state == "SERVED" {
            #expect(text.contains(#"{"status":"COMPED","total":{"amountMinor":0}}"#), "\(text)")
            #expect(text.contains(#""comp":{"amountMinor":13600}"#), "\(text)")
        } else {
            #expect(text.contains(#""code":"CONFLICT""#), "\(text)")
        }
    }

    /// Puts the first line into a state.
    private static func setLine(_ state: String) async throws {
        let isOff = state == "VOIDED" || state == "COMPED"
        try await World.asSuperuser(
            """
            UPDATE order_lines SET status = '\(state)', taken_off_at = CASE WHEN \(isOff) THEN now() END,
              net_minor = CASE WHEN \(isOff) THEN 0 ELSE net_minor END,
              tax_minor = CASE WHEN \(isOff) THEN 0 ELSE tax_minor END,
              total_minor = CASE WHEN \(isOff) THEN 0 ELSE total_minor END
            WHERE id = '\(World.uuid(7001))'
            """)
    }

    @Test
    func `case 27: an order with no live line left is called off`() async throws {
        let world = try World()
        try await OrderRows.order(7000, "CONFIRMED")
        let first = await world.run(
            Self.document("orderLineVoid", "lineId: \"\(OrderRows.line(1))\", reason: \"Cold\"")
        ).text
        let second = await world.run(
            Self.document("orderLineVoid", "lineId: \"\(OrderRows.line(2))\", reason: \"Cold\"")
        ).text
        #expect(first.contains(#""order":{"status":"CONFIRMED""#), "\(first)")
        #expect(second.contains(#""order":{"status":"CANCELED""#), "\(second)")
        #expect(try await OrderRows.events(of: 7000, "order.status_changed") == ["CANCELED"])
    }

    @Test
    func `case 9: a share stays a share when lines go, and case 10: its cap holds`() async throws {
        let world = try World()
        try await OrderRows.order(7000, "CONFIRMED")
        let added = await world.run(
            Self.document(
                "orderDiscountAdd",
                "orderId: \"\(OrderRows.id())\", name: \"Friends\", rateBasisPoints: 2000, capMinor: 3000")
        ).text
        let voided = await world.run(
            Self.document("orderLineVoid", "lineId: \"\(OrderRows.line(1))\", reason: \"Cold\"")
        ).text
        // 20 % of 15600 is 3120, capped; of 2000 it is 400.
        #expect(added.contains(#""total":{"amountMinor":12600}"#), "\(added)")
        #expect(voided.contains(#""total":{"amountMinor":1600}"#), "\(voided)")
        #expect(voided.contains(#""discount":{"amountMinor":400}"#), "\(voided)")
    }

    @Test
    func `a discount is taken back once`() async throws {
        let world = try World()
        try await OrderRows.order(7000, "CONFIRMED")
        _ = await world.run(
            Self.document(
                "orderDiscountAdd", "orderId: \"\(OrderRows.id())\", name: \"Friends\", amountMinor: 600"))
        let number = try await World.texts("SELECT id FROM order_discounts")
        let id = EntityKind.orderDiscount.id(try #require(UUIDBytes(text: number.first ?? "")))
        let remove = Self.document("orderDiscountRemove", "id: \"\(id)\"")

        #expect(try await OrderRows.value("total_minor") == "15000")
        let once = await world.run(remove).text
        let twice = await world.run(remove).text

        #expect(once.contains(#""total":{"amountMinor":15600}"#), "\(once)")
        #expect(twice.contains("CONFLICT"), "\(twice)")
    }

    @Test
    func `case 14: a paid order is edited up and back down without a refund`() async throws {
        let world = try World()
        try await OrderRows.order(7000, "CONFIRMED", paidMinor: 15_600)
        func quantity(_ quantity: String) async -> String {
            await world.run(
                Self.document(
                    "orderLineUpdate", "lineId: \"\(OrderRows.line(2))\", quantity: \"\(quantity)\"")
            ).text
        }
        try await World.asSuperuser("UPDATE order_lines SET status = 'PENDING'")

        let up = await quantity("3")
        let back = await quantity("1")
        let below = await quantity("0.5")
        let void = await world.run(
            Self.document("orderLineVoid", "lineId: \"\(OrderRows.line(2))\", reason: \"Cold\"")
        ).text

        #expect(up.contains(#""total":{"amountMinor":19600}"#), "\(up)")
        #expect(back.contains(#""total":{"amountMinor":15600}"#), "\(back)")
        #expect(below.contains("LINE_PAID") && void.contains("LINE_PAID"), "\(below) \(void)")
        #expect(try await OrderRows.value("total_minor") == "15600")
        #expect(try await OrderRows.value("refunded_minor") == "0")
    }

    @Test
    func `case 13: a line of two on two checks, whatever the rounding, sums to the bill`() async throws {
        let world = try World()
        try await OrderRows.order(7000, "SERVED")
        let lines = (1...2).map { "lineId: \"\(OrderRows.line($0))\"" }
        let split = """
            orderId: "\(OrderRows.id())", checks: [
              { label: "Ana", lines: [{ \(lines[0]), quantity: "1.3333" }] },
              { lines: [{ \(lines[0]), quantity: "0.6667" }, { \(lines[1]) }] }]
            """

        let (text, _) = await world.run(Self.document("checkSplit", split))
        let again = await world.run(Self.document("checkSplit", split)).text
        let edit = await world.run(Self.document("orderLineComp", Self.why)).text
        let sums = try await World.texts(
            "SELECT sum(total_minor) || ' ' || sum(tax_minor) || ' ' || sum(quantity) FROM check_lines")
        let merged = await world.run(
            Self.document("checkMerge", "orderId: \"\(OrderRows.id())\"")
        ).text

        #expect(text.contains(#"[{"total":{"amountMinor":9066}},{"total":{"amountMinor":6534}}]"#), "\(text)")
        #expect(sums == ["15600 2380 3.0000"])
        #expect(again.contains("SPLIT_INTO_CHECKS") && edit.contains("SPLIT_INTO_CHECKS"), "\(edit)")
        #expect(merged.contains(#""checks":[]"#), "\(merged)")
    }

    @Test(arguments: [
        ("parts: 3", "5200 5200 5200"), ("parts: 7", "2228 2228 2228 2228 2228 2228 2232"),
        ("parts: 1", ""), ("parts: 2, checks: [{ lines: [] }]", ""),
        ("checks: [{ lines: [] }, { lines: [] }]", ""),
    ])
    func `a bill is split into equal parts, the last with what is left over`(
        _ input: String, _ totals: String
    ) async throws {
        let world = try World()
        try await OrderRows.order(7000, "SERVED")
        let (text, _) = await world.run(
            Self.document("checkSplit", "orderId: \"\(OrderRows.id())\", \(input)"))
        let expected = totals.split(separator: " ").map { #"{"total":{"amountMinor":\#($0)}}"# }
        if expected.isEmpty {
            #expect(text.contains("INVALID") || text.contains("EXACTLY_ONE"), "\(text)")
        } else {
            #expect(text.contains("\"checks\":[\(expected.joined(separator: ","))]"), "\(text)")
        }
    }
}
