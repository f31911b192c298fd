import Postgres
import Restaurant
import TestSupport
import Testing

/// Orders as they are read: one, lists, and what they cost.
@Suite(.database(World.template))
struct OrderReadingTests {
    private static let branch = "branchId: \"\(World.id(.branch, 11))\""

    @Test
    func `an order shows its lines, choices, amounts and taxes`() async throws {
        let world = try World()
        try await OrderRows.order(paidMinor: 600)

        let (text, _) = await world.run(
            """
            { order(id: "\(OrderRows.id())") { displayNumber businessDate type source status paymentStatus
              table { label } guestName branch { name } total { formatted } balance { amountMinor }
              lines { name quantity unitPrice { amountMinor } item { name }
                modifiers { groupName name parentId amount { amountMinor } }
                taxes { component rateBasisPoints base { amountMinor } } }
              taxes { component rateBasisPoints base { amountMinor } amount { amountMinor } }
              courses { number } discounts { name } charges { name } checks { number } } }
            """)

        #expect(!text.contains("errors"), "\(text)")
        #expect(text.contains(#""displayNumber":"7000","businessDate":"2026-03-01""#), "\(text)")
        #expect(text.contains(#""paymentStatus":"PARTIALLY_PAID","table":{"label":"T1"}"#), "\(text)")
        #expect(text.contains(#""balance":{"amountMinor":15000}"#), "\(text)")
        #expect(text.contains(#""quantity":"2","unitPrice":{"amountMinor":4000}"#), "\(text)")
        #expect(
            text.contains(
                #"{"groupName":"Guarnición","name":"Choclo","parentId":"\#(World.id(.lineModifier, 7004))""#),
            "\(text)")
        #expect(
            text.contains(#"{"component":"IGV","rateBasisPoints":1600,"base":{"amountMinor":13220}"#),
            "\(text)")
    }

    @Test
    func `a page of the dashboard costs one statement a level`() async throws {
        let world = try World()
        for number in 0..<51 { try await OrderRows.order(7000 + number * 10) }
        // A customer of its own for every other order.
        try await World.asSuperuser(
            """
            INSERT INTO customers (id, organization_id, name)
            SELECT gen_random_uuid(), '\(World.uuid(1))', 'Guest ' || n FROM generate_series(1, 25) AS n;
            UPDATE orders SET customer_id = (SELECT c.id FROM customers AS c
              WHERE c.name = 'Guest ' || (orders.number - 7000) / 20)
            """)
        let document = """
            { orders(\(Self.branch), first: 50) { nodes { displayNumber status table { label }
              customer { name } total { formatted }
              lines { name quantity modifiers { name amount { formatted } } } }
              pageInfo { hasNextPage } } }
            """

        let (text, statements) = await world.run(document)

        #expect(text.contains(#""hasNextPage":true"#) && !text.contains("errors"), "\(text)")
        #expect(text.contains(#""customer":{"name":"Guest 25"}"#), "\(text)")
        // The branch's look-up shares its round with the page.
        #expect(
            statements.map(\.statement.name).sorted() == [
                "Branch.byID", "Customer.byID", "Order.matching", "OrderLine.byOrder",
                "OrderLineModifier.byLine", "Table.byID",
            ], "\(statements.map(\.statement.name))")
    }

    @Test(arguments: [
        ("statuses: [CONFIRMED, READY]", "7010 7000"), ("statuses: [SERVED]", ""),
        ("search: \"rosa\"", "7020 7010 7000"), ("search: \"07010\"", "7010"), ("search: \"carlos\"", ""),
        ("businessDate: \"2026-03-01\"", "7020 7010 7000"), ("businessDate: \"2026-03-02\"", ""),
        ("from: \"2026-03-01T17:56:45Z\"", "7020 7010"), ("to: \"2026-03-01T17:56:45Z\"", "7000"),
        ("source: POS", "7020 7010 7000"), ("source: ONLINE", ""),
        ("tableId: \"\(World.id(.table, 1001))\"", "7010 7000"),
        ("tableId: \"\(World.id(.table, 1002))\"", ""),
        ("waiterId: \"\(World.id(.member, 404))\"", ""), ("first: 1", "7020"),
    ])
    func `orders are found by what is asked for`(_ arguments: String, _ expected: String) async throws {
        let world = try World()
        try await OrderRows.order(7000, "CONFIRMED")
        try await OrderRows.order(7010, "READY")
        try await OrderRows.order(7020, "PENDING", type: "TAKEAWAY")
        try await OrderRows.order(7030, branch: 12)

        let (text, _) = await world.run("{ orders(\(Self.branch), \(arguments)) { nodes { number } } }")

        let numbers = expected.split(separator: " ").map { "{\"number\":\($0)}" }.joined(separator: ",")
        #expect(text.contains("\"nodes\":[\(numbers)]"), "\(text)")
    }

    @Test
    func `pages go on behind their cursors`() async throws {
        let world = try World()
        for number in 0..<5 { try await OrderRows.order(7000 + number * 10) }
        var numbers: [Substring] = []
        var after = ""
        for _ in 0..<3 {
            let (text, _) = await world.run(
                "{ orders(\(Self.branch), first: 2\(after)) { nodes { number } pageInfo { endCursor } } }")
            numbers += text.split(separator: "\"number\":").dropFirst().map { $0.prefix(4) }
            let cursor = try #require(
                text.split(separator: "\"endCursor\":\"").last?.split(separator: "\"").first)
            after = ", after: \"\(cursor)\""
        }
        #expect(numbers == ["7040", "7030", "7020", "7010", "7000"])
    }

    @Test
    func `orders of another tenant or branch are not there`() async throws {
        let world = try World()
        try await OrderRows.order(7000)
        try await OrderRows.order(7100, branch: 21, organization: 2)
        func read(_ number: Int, branches: [Int]? = nil) async -> String {
            await world.run("{ order(id: \"\(OrderRows.id(number))\") { number } }", branches: branches).text
        }

        let foreign = await read(7100)
        #expect(foreign.contains("NOT_FOUND"), "\(foreign)")
        #expect(await read(7000, branches: [12]) == foreign)
        #expect(await read(9999) == foreign)
        #expect(await read(7000, branches: [11]).contains("7000"))
        let line = await world.run(
            "{ node(id: \"\(OrderRows.line(1))\") { id } }", role: "WAITER", branches: [12]
        ).text
        #expect(line.contains(#""node":null"#), "\(line)")
    }
}
