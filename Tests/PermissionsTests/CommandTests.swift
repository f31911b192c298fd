import GraphQLSchema
import Permissions
import Testing

/// What the commands say: the file's own tests, explanations, differences, reports.
struct CommandTests {
    @Test
    func `the file's tests hold or tell what is decided`() throws {
        let tests = """
            tests:
              - as: { role: WAITER, branches: [b1] }
                row: { Order: { branch_id: b1 } }
                can: [Order.number, Mutation.orderConfirm, "Query.orders(first:)", Status.CANCELED]
                cannot: [Mutation.refund, Customer.born]
                masked: [Customer.phone]
                "null": [Order.cost]
              - as: { role: WAITER, branches: [b1] }
                row: { Order: { branch_id: b2 } }
                cannot: [Order.number]
              - as: { role: WAITER }
                row: { Order: { branch_id: b2 } }
                can: [Order.number]
              - as: { role: WAITER, branches: null }
                row: { Order: { branch_id: b2 } }
                can: [Order.number]
              - as: { role: CUSTOMER, session: s1 }
                row: { Order: { session_id: s1, status: CANCELED } }
                can: [Order.total]
              - as: { roles: [INTEGRATOR, "orders:read"] }
                can: [Order.number, Order.total]
            """
        let permissions = try OrderWorld.permissions([("tests: []", tests)])

        let (count, failures) = permissions.runTests()

        #expect(count == 14)
        #expect(
            failures.map(\.message) == [
                "CUSTOMER should see Order.total, but does not see it",
                "INTEGRATOR and orders:read should see Order.total, but does not see it",
            ])
        #expect(failures.first?.place.hasPrefix("p.yaml:") ?? false)
    }

    @Test
    func `a row is not among values of which one is null, nor outside of them`() throws {
        let tests = """
            tests:
              - as: { role: CUSTOMER }
                row: { Order: { status: OPEN } }
                cannot: [Order.number]
              - as: { role: CUSTOMER, session: s1 }
                row: { Order: { status: OPEN } }
                can: [Order.number]
            """
        let permissions = try OrderWorld.permissions([
            (
                "session_id = :session AND NOT status IN ('CANCELED')",
                "NOT status IN ('CANCELED', :session)"
            ), ("tests: []", tests),
        ])

        #expect(permissions.runTests().failures == [])
    }

    @Test
    func `an explanation is the chain of entries that decided`() throws {
        let permissions = try OrderWorld.permissions()

        let phone = try permissions.explanation(of: "Customer.phone", for: ["WAITER"])
        let number = try permissions.explanation(of: "Order.number", for: ["KITCHEN"])
        let total = try permissions.explanation(of: "Order.total", for: ["MANAGER"])

        #expect(
            phone.lines == [
                "Customer.phone for WAITER: mask last4",
                "  p.yaml:45:7   grants Customer.phone to CASHIER: WAITER inherits from none of them",
                "  p.yaml:45:42  shows WAITER a mask: last4",
            ])
        #expect(
            number.lines == [
                "Order.number for KITCHEN: rows ownBranches",
                "  p.yaml:10:25  KITCHEN inherits from STAFF",
                "  p.yaml:38:41  grants Order.number to STAFF",
                "  p.yaml:36:35  rows of Order for STAFF: ownBranches",
                "  p.yaml:18:26  ownBranches: (:branches IS NULL OR t.branch_id = ANY(:branches))",
            ])
        #expect(total.decision == "Order.total for MANAGER: hidden, as if it did not exist")
        #expect(
            total.lines.contains { $0.hasSuffix("denies Order.total to KITCHEN, whatever else grants it") })
    }

    @Test
    func `an explanation of nothing says what was meant`() throws {
        let permissions = try OrderWorld.permissions()

        let role = try #require(throws: UnknownPermissionName.self) {
            try permissions.explanation(of: "Order.total", for: ["WAITR"])
        }
        let field = try #require(throws: UnknownPermissionName.self) {
            try permissions.explanation(of: "Order.totals", for: ["WAITER"])
        }

        #expect(role.message == "unknown role WAITR, did you mean WAITER?")
        #expect(field.message == "unknown coordinate Order.totals, did you mean Order.total?")
    }

    @Test(arguments: [
        (
            "customers: { allow: [CASHIER,", "customers: { allow: [KITCHEN, CASHIER,",
            ["KITCHEN gains Query.customers: no → yes"]
        ),
        (
            "born: { allow: [MANAGER], mask: { CASHIER: year } }", "born: { allow: [MANAGER] }",
            ["CASHIER loses Customer.born: mask year → no"]
        ),
        (
            "ADMIN: none }", "ADMIN: 9000 }",
            ["ADMIN loses Mutation.refund(input:): amount: max 5000 for CASHIER; max none for ADMIN"]
        ),
        (
            "limits: { cost: 1000,", "limits: { cost: 2000,",
            ["CUSTOMER gains the cost of an operation: 1000 → 2000"]
        ),
        (
            "ownSession: { Order: \"session_id = :session AND NOT status IN ('CANCELED')\" }",
            "ownSession: { Order: \"session_id = :session\" }",
            [
                "CUSTOMER gains Order.id: rows ownSession → rows ownSession",
                "CUSTOMER loses Order.id: rows ownSession → rows ownSession",
                "CUSTOMER gains Order.number: rows ownSession → rows ownSession",
                "CUSTOMER loses Order.number: rows ownSession → rows ownSession",
                "CUSTOMER gains Order.total: rows ownSession → rows ownSession",
                "CUSTOMER loses Order.total: rows ownSession → rows ownSession",
            ]
        ),
        (
            "CANCELED: { allow: [STAFF] }", "CANCELED: { allow: [STAFF, CUSTOMER] }",
            ["CUSTOMER gains Status.CANCELED: no → yes"]
        ),
        (
            "keyScope: true }", "keyScope: false }", ["orders:read gains holders: keys → tokens"]
        ),
        (
            "ADMIN: { inherits: [MANAGER] }", "ADMIN: { inherits: [MANAGER], writes: actAs, tenants: all }",
            ["ADMIN gains tenants: own → all", "ADMIN loses writes: always → actAs"]
        ),
        ("abstract: true }", "abstract: true } # a comment", []),
    ])
    func `a difference says who gains and who loses what`(
        _ good: String, _ other: String, _ lines: [String]
    ) throws {
        let new = OrderWorld.changed([(good, other)])

        let changes = try Permissions.changes(
            from: (OrderWorld.yaml, "old.yaml"), to: (new, "new.yaml"), schema: Schema(sdl: OrderWorld.sdl))

        #expect(changes.map(\.description).count == lines.count)
        for (change, line) in zip(changes, lines) { #expect(change.description.hasPrefix(line), "\(change)") }
    }

    @Test(arguments: PermissionReport.Order.allCases, PermissionReport.Format.allCases)
    func `a report names every role and every field`(
        _ order: PermissionReport.Order, _ format: PermissionReport.Format
    ) throws {
        let permissions = try OrderWorld.permissions()

        let text = PermissionReport.text(permissions, by: order, as: format)

        for role in permissions.roles + permissions.keyScopes { #expect(text.contains(role)) }
        for field in ["phone", "orderConfirm", "CANCELED"] { #expect(text.contains(field)) }
        for word in ["last4", "ownBranches", "null", "error"] { #expect(text.contains(word)) }
    }

    @Test
    func `a page shows texts as texts`() throws {
        let sdl = OrderWorld.sdl.replacing(
            "type Customer", with: "\"<script>alert(1)</script> & more\" type Customer")
        let permissions = try Permissions(yaml: OrderWorld.yaml, schema: Schema(sdl: sdl))

        let page = PermissionReport.text(permissions, by: .field, as: .html)

        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"))
        #expect(!page.contains("<script>alert"))
    }
}
