import GraphQLSchema
import Permissions
import Testing

/// What filters or orders by a field counts as reading it, wherever the file is asked.
struct ReadingTests {
    @Test
    func `the file's tests, explanations, reports and differences know what reads a field`() throws {
        let tests = """
            tests:
              - as: { role: WAITER }
                can: [OrderFilter.number]
                cannot: [OrderFilter.cost]
              - as: { role: MANAGER }
                can: [OrderFilter.cost]
                cannot: [OrderOrder.TOTAL]
            """
        let permissions = try OrderWorld.permissions([("tests: []", tests)])

        #expect(permissions.runTests().failures == [])
        #expect(
            try permissions.explanation(of: "OrderFilter.cost", for: ["WAITER"]).lines == [
                "OrderFilter.cost for WAITER: hidden",
                "    no entry: it is there for everybody who sees what it belongs to",
                "    it reads Order.cost: it is there for who sees that on all rows and unmasked",
            ])
        #expect(
            try permissions.explanation(of: "OrderOrder.TOTAL", for: ["KITCHEN"]).decision.hasSuffix(
                ": hidden"))
        #expect(OrderWorld.access(permissions, "WAITER", "OrderFilter", "cost") == "no")
        #expect(OrderWorld.access(permissions, "MANAGER", "OrderFilter", "cost") == "yes")
        #expect(OrderWorld.access(permissions, "MANAGER", "OrderOrder", "TOTAL") == "no")
        let changes = try Permissions.changes(
            from: (OrderWorld.yaml, "old.yaml"),
            to: (OrderWorld.changed([("cost: { allow: [MANAGER]", "cost: { allow: [CASHIER]")]), "new.yaml"),
            schema: Schema(sdl: OrderWorld.sdl))
        #expect(changes.contains { $0.description == "CASHIER gains OrderFilter.cost: no → yes" })
    }

    @Test(arguments: [
        ("status: Status @readsNothing", "status: Status", "Query.orders(status:)"),
        (
            "status: Status @readsNothing", "status: Status @readsNothing, since: Int! = 1",
            "Query.orders(since:)"
        ),
        (#"number: Int @reads(field: "Order.number")"#, "number: Int", "OrderFilter.number"),
        (#"NUMBER @reads(field: "Order.number")"#, "NUMBER", "OrderOrder.NUMBER"),
        ("customers: [Customer!]", "customers(name: String): [Customer!]", "Query.customers(name:)"),
    ])
    func `an argument by which a list is chosen says what it reads`(
        _ good: String, _ bad: String, _ coordinate: String
    ) throws {
        let schema = try Schema(sdl: OrderWorld.sdl.replacing(good, with: bad))

        let gaps = try #require(throws: PermissionGaps.self) {
            try Permissions(yaml: OrderWorld.yaml, file: "p.yaml", schema: schema)
        }

        #expect(gaps.lines == ["p.yaml: \(coordinate): no @reads(field:) or @readsNothing"])
    }
}
