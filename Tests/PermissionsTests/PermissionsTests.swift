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
    }

    @Test
    func `every gap is reported at once with its line and the name that was meant`() throws {
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
                "p.yaml:2: the role A inherits from itself through B",
                "p.yaml:2: the role B inherits from itself through A",
                "p.yaml:6: unknown role PUBLC, did you mean PUBLIC?",
                "p.yaml:7: unknown field Query.menus, did you mean menu?",
                "p.yaml:8: unknown type Meny, did you mean Menu?",
                "p.yaml: Query.cost: no permission entry",
                "p.yaml: Menu.name: no permission entry",
            ])
    }
}
