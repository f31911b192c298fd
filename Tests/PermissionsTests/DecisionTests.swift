import GraphQLSchema
import Permissions
import Testing

/// What roles get from fields, arguments and values.
struct DecisionTests {
    @Test(arguments: [
        ("CUSTOMER", "Order", "number", "rows ownSession"),
        ("KITCHEN", "Order", "number", "rows ownBranches"),
        ("ADMIN", "Order", "number", "yes"),
        ("PUBLIC", "Order", "number", "no"),
        ("WAITER", "Order", "total", "rows ownBranches"),
        ("WAITER", "Order", "cost", "null"),
        ("KITCHEN", "Order", "customer", "error"),
        ("MANAGER", "Order", "cost", "rows ownBranches"),
        ("CASHIER", "Customer", "phone", "yes"),
        ("WAITER", "Customer", "phone", "mask last4"),
        ("KITCHEN", "Customer", "phone", "null"),
        ("MANAGER", "Customer", "phone", "yes"),
        ("CASHIER", "Customer", "born", "mask year"),
        ("MANAGER", "Customer", "born", "yes"),
        ("WAITER", "Customer", "born", "no"),
        ("CUSTOMER", "Status", "CANCELED", "no"),
        ("KITCHEN", "Status", "CANCELED", "yes"),
        ("orders:read", "Order", "number", "yes"),
        ("INTEGRATOR", "Order", "number", "no"),
    ])
    func `a field shows what the file says`(
        _ role: String, _ type: String, _ name: String, _ access: String
    ) throws {
        let permissions = try OrderWorld.permissions()

        #expect(OrderWorld.access(permissions, role, type, name) == access)
    }

    @Test
    func `an explicit denial beats every grant, for whoever inherits it too`() throws {
        let permissions = try OrderWorld.permissions()

        for role in ["KITCHEN", "MANAGER", "ADMIN"] {
            #expect(OrderWorld.access(permissions, role, "Order", "total") == "no")
        }
    }

    @Test
    func `a role that inherits from two gets each one's fields on each one's rows`() throws {
        let permissions = try OrderWorld.permissions([
            (
                #"STAFF: ownBranches, ADMIN: all, "orders:read": all }"#,
                #"WAITER: ownSession, CASHIER: ownBranches, "orders:read": all }"#
            ),
            (
                #""id, number": { allow: [CUSTOMER, STAFF,"#,
                #""id, number": { allow: [CUSTOMER, WAITER, CASHIER,"#
            ),
            ("cost: { allow: [MANAGER]", "cost: { allow: [CASHIER]"),
            ("customer: { allow: [CASHIER, WAITER]", "customer: { allow: [WAITER]"),
        ])

        let manager = { OrderWorld.access(permissions, "MANAGER", "Order", $0) }
        #expect(manager("number") == "rows ownSession, ownBranches")
        #expect(manager("cost") == "rows ownBranches, else null")
        #expect(manager("customer") == "rows ownSession, else error")
    }

    @Test
    func `what filters or orders by a field is hidden with it`() throws {
        let schema = try Schema(sdl: OrderWorld.sdl)
        let permissions = try OrderWorld.permissions()
        let cost = try #require(schema.inputValues.firstIndex { $0.coordinate == "OrderFilter.cost" })
        let number = try #require(schema.inputValues.firstIndex { $0.coordinate == "OrderFilter.number" })

        #expect(!permissions.view(for: "WAITER").isVisible(input: cost))
        #expect(permissions.view(for: "MANAGER").isVisible(input: cost))
        #expect(permissions.view(for: "WAITER").isVisible(input: number))
    }

    @Test
    func `an ordering that does not say what it reads is refused`() throws {
        let schema = try Schema(
            sdl: OrderWorld.sdl.replacing(#"NUMBER @reads(field: "Order.number")"#, with: "NUMBER")
                .replacing("Order.cost", with: "Order.price"))

        let gaps = try #require(throws: PermissionGaps.self) {
            try Permissions(yaml: OrderWorld.yaml, file: "p.yaml", schema: schema)
        }

        #expect(
            gaps.lines == [
                "p.yaml: OrderOrder.NUMBER: no @reads(field:) or @readsNothing",
                "p.yaml: OrderFilter.cost: @reads names Order.price, which is no field of an object type",
            ])
    }

    @Test
    func `an interface has a field for those who see it on an object`() throws {
        let schema = try Schema(sdl: OrderWorld.sdl)
        let permissions = try OrderWorld.permissions()
        let node = try #require(schema.type(named: "Node").flatMap { schema.field(named: "id", of: $0) })

        #expect(permissions.view(for: "KITCHEN").isVisible(node))
        #expect(!permissions.view(for: "PUBLIC").isVisible(node))
    }
}
