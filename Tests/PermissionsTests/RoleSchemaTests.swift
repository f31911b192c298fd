import GraphQLSchema
import Permissions
import Testing

/// The schema that a role sees, as text.
struct RoleSchemaTests {
    @Test
    func `a role's schema has what it sees and nothing else`() throws {
        let schema = try Schema(sdl: OrderWorld.sdl)
        let permissions = try OrderWorld.permissions()

        let customer = schema.printed(permissions.view(for: "CUSTOMER"))

        #expect(customer.contains("type Order implements Node {"))
        #expect(customer.contains("  total: Int!"))
        #expect(customer.contains("enum Status {\n  OPEN\n  DONE\n}"))
        #expect(customer.contains("input OrderFilter {\n  number: Int\n}"))
        for hidden in ["Mutation", "RefundInput", "born", "customers", "node("] {
            #expect(!customer.contains(hidden), "\(hidden)")
        }
    }

    @Test
    func `an object of which only nulls are seen implements nothing`() throws {
        let schema = try Schema(sdl: OrderWorld.sdl)
        let permissions = try OrderWorld.permissions()

        let kitchen = schema.printed(permissions.view(for: "KITCHEN"))

        #expect(kitchen.contains("type Customer {\n  phone: String\n}"))
        _ = try Schema(sdl: kitchen)
    }

    @Test
    func `everything is printed as before`() throws {
        let schema = try Schema(sdl: OrderWorld.sdl)

        #expect(schema.printed(.all) == schema.printed())
    }
}
