import GraphQLExecution
import GraphQLSchema
import Permissions
import Testing

/// What goes wrong only where roles come together: keys with several scopes, several ways of inheritance.
struct RoleSetTests {
    /// The problems of the file with some places changed.
    private func problems(_ changes: [(String, String)]) throws -> [String] {
        let schema = try Schema(sdl: OrderWorld.sdl)
        do throws(PermissionGaps) {
            _ = try Permissions(yaml: OrderWorld.changed(changes), file: "p.yaml", schema: schema)
            return []
        } catch {
            return error.lines
        }
    }

    private static let secondScope = (
        "keyScope: true }", "keyScope: true }\n  \"orders:own\": { inherits: [INTEGRATOR], keyScope: true }"
    )

    @Test
    func `a field that two scopes of a key show on some rows only must be nullable`() throws {
        let found = try problems([
            Self.secondScope,
            (#""orders:read": all }"#, #""orders:read": ownBranches, "orders:own": ownSession }"#),
            (
                #""id, number": { allow: [CUSTOMER, STAFF,"#,
                #""id, number": { allow: [CUSTOMER, STAFF, "orders:own","#
            ),
            ("total: { allow: [CUSTOMER,", #"total: { allow: ["orders:read", CUSTOMER,"#),
        ])

        #expect(found.count == 1)
        #expect(
            found.first?.hasSuffix(
                "Order.total is Int!, and orders:read and orders:own sees it on some rows only: grant it on "
                    + "all of them, mask it or make it nullable") ?? false)
    }

    @Test
    func `types of one interface agree for keys with two scopes too`() throws {
        let found = try problems([
            Self.secondScope,
            ("phone: { allow: [CASHIER],", #"phone: { allow: [CASHIER, "orders:own"],"#),
        ])

        #expect(found.count == 1)
        #expect(
            found.first?.hasSuffix(
                "Customer.id is hidden from orders:read and orders:own, which sees Order.id: Node has it for "
                    + "all or for none") ?? false)
    }

    @Test
    func `of several masks a role gets the nearest`() throws {
        let permissions = try OrderWorld.permissions([
            ("mask: { WAITER: phone }", "mask: { STAFF: initial+domain, WAITER: phone }"),
            (#""id, name": { allow: [CASHIER, WAITER]"#, #""id, name": { allow: [STAFF]"#),
        ])

        #expect(OrderWorld.access(permissions, "WAITER", "Customer", "phone") == "mask last4")
        #expect(OrderWorld.access(permissions, "KITCHEN", "Customer", "phone") == "mask initial+domain")
    }

    @Test
    func `masks that are equally near are refused, and so are forced values`() throws {
        let masks = try problems([
            (
                "phone: { allow: [CASHIER], mask: { WAITER: phone }",
                "phone: { allow: [ADMIN], mask: { WAITER: phone, CASHIER: initial+domain }"
            )
        ])
        let forced = try problems([
            (
                "amount: { max: { CASHIER: 5000, ADMIN: none } }",
                "amount: { force: { CASHIER: 1, WAITER: 2 } }"
            )
        ])

        #expect(masks.count == 1)
        #expect(
            masks.first?.hasSuffix("Customer.phone has several masks for MANAGER: say which one it gets")
                ?? false)
        #expect(forced.count == 1)
        #expect(
            forced.first?.hasSuffix(
                "Mutation.refund(input:) amount is forced to several values for MANAGER: say which one it "
                    + "gets"
            ) ?? false)
    }

    @Test
    func `roles that inherit by thousands of ways are read as fast as by one`() throws {
        var roles = "  R0: { limits: { cost: 7 }, introspection: full }\n"
        for layer in 0..<20 {
            roles += "  A\(layer): { inherits: [R\(layer)] }\n  B\(layer): { inherits: [R\(layer)] }\n"
            roles += "  R\(layer + 1): { inherits: [A\(layer), B\(layer)] }\n"
        }
        let yaml = """
            version: 1
            defaults: { unlisted: deny, otherwise: hide, introspection: role, maxPage: 100 }
            roles:
            \(roles)
            scopes: { some: { Dish: "number = 1" } }
            types:
              Query: { fields: { dishes: { allow: [R0] } } }
              Dish: { rows: { R0: some }, fields: { name: { allow: [R0] } } }
            """
        let schema = try Schema(sdl: "type Query { dishes(first: Int): [Dish!] } type Dish { name: String }")

        let permissions = try Permissions(yaml: yaml, schema: schema)

        #expect(permissions.limits(for: ["R20"]).cost == 7)
        #expect(permissions.policy(for: "R20").introspection == .full)
        #expect(OrderWorld.access(permissions, "R20", "Dish", "name") == "rows some")
    }
}
