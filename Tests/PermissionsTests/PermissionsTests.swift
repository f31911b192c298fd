import GraphQLExecution
import GraphQLSchema
import Permissions
import Testing

struct PermissionsTests {
    private let sdl = "type Query { menu: Menu cost: Int } type Menu { name: String }"

    @Test
    func `a role sees what it and its ancestors are allowed`() throws {
        let schema = try Schema(sdl: sdl)
        let yaml = """
            version: 1
            roles:
              PUBLIC: {}
              STAFF: { inherits: [PUBLIC], abstract: true }
              WAITER: { inherits: [STAFF] }
            types:
              Query: { fields: { menu: { allow: [PUBLIC] }, cost: { allow: [STAFF] } } }
              Menu: { fields: { name: { allow: [PUBLIC] } } }
            """

        let permissions = try Permissions(yaml: yaml, schema: schema)

        let cost = try #require(schema.field(named: "cost", of: schema.queryType))
        let menu = try #require(schema.field(named: "menu", of: schema.queryType))
        #expect(permissions.roles == ["PUBLIC", "WAITER"])
        #expect(permissions.view(for: "WAITER").isVisible(cost))
        #expect(!permissions.view(for: "PUBLIC").isVisible(cost))
        #expect(permissions.view(for: "PUBLIC").isVisible(menu))
        #expect(!permissions.view(for: "NOBODY").isVisible(menu))
        #expect(!permissions.view(for: "STAFF").isVisible(menu))
    }

    @Test
    func `every gap is reported at once with its place and the name that was meant`() throws {
        let schema = try Schema(sdl: sdl)
        let yaml = """
            version: 1
            roles: { PUBLIC: {}, A: { inherits: [B] }, B: { inherits: [A] } }
            types:
              Query:
                fields:
                  menu: { allow: [PUBLC] }
                  menus: { allow: [PUBLIC] }
              Meny:
                fields:
                  name: { allow: [PUBLIC] }
            """

        let gaps = try #require(throws: PermissionGaps.self) {
            try Permissions(yaml: yaml, file: "p.yaml", schema: schema)
        }

        #expect(
            gaps.lines == [
                "p.yaml:2:38: the role A inherits from itself through B",
                "p.yaml:2:60: the role B inherits from itself through A",
                "p.yaml:4:3: Query.cost: no permission entry",
                "p.yaml:6:7: no role can read Query.menu",
                "p.yaml:6:23: unknown role PUBLC, did you mean PUBLIC?",
                "p.yaml:7:7: unknown field Query.menus, did you mean menu?",
                "p.yaml:8:3: unknown type Meny, did you mean Menu?",
                "p.yaml: Menu.name: no permission entry",
            ])
    }

    @Test
    func `equal sets of roles share one policy`() throws {
        let permissions = try OrderWorld.permissions()

        let first = permissions.policy(for: ["INTEGRATOR", "orders:read"])
        let second = permissions.policy(for: ["orders:read", "INTEGRATOR", "NOBODY"])

        #expect(first === second)
        #expect(permissions.policy(for: "WAITER") === permissions.policy(for: ["WAITER"]))
    }

    @Test
    func `a file's version changes with its text`() throws {
        let one = try OrderWorld.permissions()
        let same = try OrderWorld.permissions()
        let other = try OrderWorld.permissions([("cost: 1000", "cost: 1001")])

        #expect(one.version == same.version)
        #expect(one.version != other.version)
        #expect(one.policy(for: "WAITER").version == one.version)
    }

    @Test
    func `a role of PIN sign-ins is nobody's alone and takes from the one that it is held besides`() throws {
        let schema = try Schema(sdl: sdl)
        let yaml = """
            version: 1
            roles:
              PUBLIC: {}
              WAITER: { inherits: [PUBLIC] }
              COUNTER: { inherits: [PUBLIC], besides: pin }
            types:
              Query: { fields: { menu: { allow: [PUBLIC] }, cost: { allow: [WAITER], deny: [COUNTER] } } }
              Menu: { fields: { name: { allow: [PUBLIC] } } }
            """

        let permissions = try Permissions(yaml: yaml, schema: schema)

        let cost = try #require(schema.field(named: "cost", of: schema.queryType))
        #expect(permissions.roles == ["PUBLIC", "WAITER"])
        #expect(permissions.pinRoles == ["COUNTER"])
        #expect(permissions.view(for: "WAITER").isVisible(cost))
        #expect(!permissions.view(for: ["WAITER"] + permissions.pinRoles).isVisible(cost))
    }

    @Test
    func `limits are a role's own, else the most generous that it inherits`() throws {
        let permissions = try OrderWorld.permissions()

        #expect(permissions.limits(for: ["CUSTOMER"]).cost == 1000)
        #expect(permissions.limits(for: ["MANAGER"]).cost == 5000)
        #expect(permissions.limits(for: ["CUSTOMER", "WAITER"]).cost == 5000)
        #expect(permissions.limits(for: ["CUSTOMER", "WAITER"]).rate?.description == "10/s")
        #expect(permissions.limits(for: ["KITCHEN"]).cost == nil)
        #expect(permissions.policy(for: "CUSTOMER").costMax == 1000)
        #expect(permissions.policy(for: "KITCHEN").introspection == .off)
        #expect(permissions.policy(for: "MANAGER").introspection == .full)
        #expect(permissions.policy(for: "WAITER").introspection == .visible)
    }
}
