import DataLoader
import GraphQLExecution
import GraphQLSchema
import Postgres
import Restaurant
import TestSupport
import Testing

/// The four places that a field stands in agree, and each kind of gap is found.
@Suite(.database(World.template))
struct SchemaCheckTests {
    private static let name = Column<String?>("name", at: 0)
    private static let size = Column<Int32>("size", at: 1)
    private static let table = DataLoader.Table("menus", columns: columnList(name, size))
    private static let one = BatchLoader.one("Menu.bySize", table, .column(size))
    private static let many = BatchLoader.many("Menu.manyBySize", table, .column(size), orderBy: "t.size")
    private static let page = BatchLoader.page("Menu.page", table, .tenant(), order: PageOrder(size))
    private static let catalog = Catalog([
        "menus": [
            "name": .init(type: "text", isNullable: true), "size": .init(type: "integer", isNullable: false),
        ]
    ])

    @Test(arguments: [true, false])
    func `schema, resolvers, permissions and columns agree`(_ hasDatabase: Bool) async throws {
        let sdl = try Repository.text("schema.graphql")
        let schema = try Schema(sdl: sdl)
        let permissions = try Repository.text("Config/permissions.yaml")

        let gaps = try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { connection in
            try await Restaurant.gaps(
                schema: schema, sdl: sdl, permissions: permissions, on: hasDatabase ? connection : nil)
        }

        #expect(gaps == [])
    }

    @Test
    func `a migration that is behind is found`() async throws {
        try await World.asSuperuser(
            """
            ALTER TABLE menu_items DROP COLUMN station, ALTER COLUMN spice_level TYPE bigint,
              ALTER COLUMN position DROP NOT NULL
            """)
        let sdl = try Repository.text("schema.graphql")
        let schema = try Schema(sdl: sdl)

        let gaps = try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { try await Restaurant.gaps(schema: schema, sdl: sdl, permissions: "", on: $0) }

        #expect(
            gaps.filter { $0.hasPrefix("MenuItem:") } == [
                "MenuItem: column menu_items.station does not exist",
                "MenuItem: column menu_items.position may be null, read as if it never were",
                "MenuItem: column menu_items.spice_level is bigint, read as integer",
            ])
    }

    @Test
    func `a column that the audit begins to seal must be marked as its person's`() async throws {
        try await World.asSuperuser(
            """
            DROP TRIGGER audit_insert ON order_charges; DROP TRIGGER audit_update ON order_charges;
            DROP TRIGGER audit_delete ON order_charges; DROP TRIGGER audit_actor ON order_charges;
            CALL audit_tenant_table('order_charges', ARRAY['order_id', 'name'])
            """)
        let sdl = try Repository.text("schema.graphql")
        let schema = try Schema(sdl: sdl)

        let gaps = try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { try await Restaurant.gaps(schema: schema, sdl: sdl, permissions: "", on: $0) }

        #expect(
            gaps.filter { $0.contains("sealed") } == [
                "OrderCharge: order_charges.name is sealed in the audit, and is not marked"
            ])
    }

    /// A schema's `Menu`, its resolver and the one gap between them.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let gap: String
        let menu: String
        let fields: [Field]
        var catalog: Catalog = SchemaCheckTests.catalog

        var testDescription: String { gap }
    }

    static let mistakes = [
        Mistake(gap: "Menu.calories: in schema.graphql:6, no resolver", menu: "calories: Int", fields: []),
        Mistake(
            gap: "Menu.colour: resolver, not in schema", menu: "size: Int!",
            fields: [.column("size", size), .column("colour", size)]),
        Mistake(
            gap: "Menu.name: String! over nullable column name", menu: "name: String!",
            fields: [.column("name", name)]),
        Mistake(
            gap: "Menu.parts: [Menu!]! needs a many loader", menu: "parts: [Menu!]! @listSize(assumed: 2)",
            fields: [.one("parts", one, key: .column(size))]),
        Mistake(
            gap: "Menu.whole: Menu needs a one loader", menu: "whole: Menu",
            fields: [.many("whole", many, key: .column(size))]),
        Mistake(
            gap: "Menu.whole: Menu needs a loader or embedded columns", menu: "whole: Menu",
            fields: [.column("whole", size)]),
        Mistake(
            gap: "Menu.parts: a list without @listSize(assumed:)", menu: "parts: [Menu!]!",
            fields: [.many("parts", many, key: .column(size))]),
        Mistake(
            gap: "Menu.parts: argument 'first' not read",
            menu: "parts(first: Int): [Menu!]! @listSize(assumed: 2)",
            fields: [.many("parts", many, key: .column(size))]),
        Mistake(
            gap: "Menu.parts: argument 'last' not read",
            menu: "parts(first: Int, after: String, last: Int, locale: String): Menu!",
            fields: [.page("parts", page, order: PageOrder(size), binds: ["locale"])]),
        Mistake(
            gap: "Menu.size: argument 'unit' not read", menu: "size(unit: String): Int!",
            fields: [.column("size", size)]),
        Mistake(
            gap: "Menu: column menus.size is bigint, read as integer", menu: "size: Int!",
            fields: [.column("size", size)],
            catalog: Catalog([
                "menus": [
                    "name": .init(type: "text", isNullable: true),
                    "size": .init(type: "bigint", isNullable: false),
                ]
            ])),
        Mistake(
            gap: "Menu: column menus.size may be null, read as if it never were", menu: "size: Int!",
            fields: [.column("size", size)],
            catalog: Catalog([
                "menus": [
                    "name": .init(type: "text", isNullable: true),
                    "size": .init(type: "integer", isNullable: true),
                ]
            ])),
        Mistake(
            gap: "Menu: column menus.size does not exist", menu: "size: Int!",
            fields: [.column("size", size)],
            catalog: Catalog(["menus": ["name": .init(type: "text", isNullable: true)]])),
        Mistake(
            gap: "Menu: table menus does not exist", menu: "size: Int!", fields: [.column("size", size)],
            catalog: Catalog([:])),
        Mistake(
            gap: "Colour: scalar, no check of its input",
            menu: "size: Int!\n}\nscalar Colour\ntype X {\n  y: Int",
            fields: [.column("size", size)]),
    ]

    @Test(arguments: mistakes)
    func `a gap is reported`(_ mistake: Mistake) throws {
        let sdl = """
            type Query {
              menu: Menu
            }

            type Menu {
              \(mistake.menu)
            }

            directive @listSize(assumed: Int!) on FIELD_DEFINITION
            """
        let query = ObjectResolver(
            typeName: "Query", fields: [Field("menu", .embedded(columns: [0]))])
        let x = ObjectResolver(typeName: "X", fields: [.column("y", Self.size)])
        let types = [
            SchemaCheck.TypeSource(query),
            .init(ObjectResolver(typeName: "Menu", fields: mistake.fields), table: Self.table),
        ]

        let gaps = SchemaCheck(
            schema: try Schema(sdl: sdl), sdl: sdl,
            types: types + (mistake.menu.contains("type X") ? [.init(x)] : [])
        ).gaps(permissions: nil, catalog: mistake.catalog)

        #expect(gaps == [mistake.gap])
    }

    @Test
    func `a scope over a column that is not there is a gap`() throws {
        let sdl = "type Query { menu: Menu }\ntype Menu { name: String }"
        let query = ObjectResolver(typeName: "Query", fields: [Field("menu", .embedded(columns: [0]))])
        let menu = ObjectResolver(typeName: "Menu", fields: [.column("name", Self.name)])
        let yaml = """
            version: 1
            claims: { user: { from: caller.user, type: ID } }
            roles: { A: {} }
            scopes: { own: { Menu: "owner_id = :user AND name IN (SELECT name FROM menus)" } }
            types:
              Query: { fields: { menu: { allow: [A] } } }
              Menu: { rows: { A: own }, fields: { name: { allow: [A] } } }
            """

        let gaps = SchemaCheck(
            schema: try Schema(sdl: sdl), sdl: sdl, types: [.init(query), .init(menu, table: Self.table)]
        ).gaps(permissions: yaml, catalog: Self.catalog)

        #expect(
            gaps == [
                "Config/permissions.yaml:4:25: column menus.owner_id does not exist",
                "Config/permissions.yaml:4:25: column menus.organization_id does not exist",
            ])
    }

    @Test(arguments: [
        ("size = :user", ["menus.size, which is integer, is compared with uuid"]),
        ("name = 1", ["menus.name, which is text, is compared with bigint"]),
        ("size IN (1, 2) AND NOT name IN ('a', :role)", []),
        ("name IN ('a', 7)", ["menus.name, which is text, is compared with bigint"]),
        ("size = ANY(:branches)", ["menus.size, which is integer, is compared with uuid"]),
        (
            "name IN (SELECT size FROM menus WHERE size > 3)",
            ["menus.name, which is text, is compared with menus.size, which is integer"]
        ), ("size IN (SELECT size FROM menus)", []),
    ])
    func `a scope that compares what does not compare is a gap`(
        _ condition: String, _ gaps: [String]
    ) throws {
        let sdl = "type Query { menu: Menu }\ntype Menu { name: String }"
        let query = ObjectResolver(typeName: "Query", fields: [Field("menu", .embedded(columns: [0]))])
        let menu = ObjectResolver(typeName: "Menu", fields: [.column("name", Self.name)])
        let claims = [
            ("user", "user: { from: caller.user, type: ID }"),
            ("role", "role: { from: caller.role, type: String }"),
            ("branches", "branches: { from: caller.branches, type: \"[ID!]\" }"),
        ].filter { condition.contains(":\($0.0)") }.map(\.1)
        let yaml = """
            version: 1
            claims: { \(claims.joined(separator: ", ")) }
            roles: { A: {} }
            scopes: { own: { Menu: "\(condition)" } }
            types:
              Query: { fields: { menu: { allow: [A] } } }
              Menu: { rows: { A: own }, fields: { name: { allow: [A] } } }
            """
        let catalog = Catalog([
            "menus": [
                "name": .init(type: "text", isNullable: true),
                "size": .init(type: "integer", isNullable: false),
                "organization_id": .init(type: "uuid", isNullable: false),
            ]
        ])

        let found = SchemaCheck(
            schema: try Schema(sdl: sdl), sdl: sdl, types: [.init(query), .init(menu, table: Self.table)]
        ).gaps(permissions: yaml, catalog: catalog)

        #expect(found == gaps.map { "Config/permissions.yaml:4:25: \($0)" })
    }

    @Test
    func `who shows another type's rows says so, or rules on them could be walked around`() throws {
        let sdl =
            "type Query { menu: Menu, card: Card }\ntype Menu { name: String }\ntype Card { name: String }"
        let query = ObjectResolver(
            typeName: "Query",
            fields: [
                Field("menu", .embedded(columns: [0])), Field("card", .embedded(columns: [0])),
            ])
        let menu = ObjectResolver(typeName: "Menu", fields: [.column("name", Self.name)])
        func gaps(_ shownType: String?) throws -> [String] {
            let card = ObjectResolver(
                typeName: "Card", fields: [.column("name", Self.name)], shownType: shownType)
            return SchemaCheck(
                schema: try Schema(sdl: sdl), sdl: sdl,
                types: [.init(query), .init(menu, table: Self.table), .init(card, table: Self.table)]
            ).gaps(permissions: nil, catalog: nil)
        }

        #expect(try gaps(nil) == ["Menu, Card: all show rows of menus, and none says whose"])
        #expect(try gaps("Menu") == [])
    }

    @Test
    func `all gaps are reported at once, those of permissions too`() throws {
        let sdl = "type Query {\n  menu: Menu\n}\ntype Menu {\n  name: String!\n  calories: Int\n}"
        let menu = ObjectResolver(
            typeName: "Menu", fields: [.column("name", Self.name), .column("colour", Self.size)])
        let query = ObjectResolver(typeName: "Query", fields: [Field("menu", .embedded(columns: [0]))])
        let lost = ObjectResolver(typeName: "Meal", fields: [])

        let gaps = SchemaCheck(
            schema: try Schema(sdl: sdl), sdl: sdl,
            types: [.init(query), .init(menu, table: Self.table), .init(lost)]
        ).gaps(
            permissions:
                "version: 1\nroles: { A: {} }\ntypes: { Query: { fields: { menu: { allow: [A] } } } }",
            catalog: Catalog(["menus": ["name": .init(type: "text", isNullable: true)]]))

        #expect(
            gaps == [
                "Menu.calories: in schema.graphql:6, no resolver",
                "Menu.colour: resolver, not in schema",
                "Meal: resolver, not in schema",
                "Config/permissions.yaml: Menu.name: no permission entry",
                "Config/permissions.yaml: Menu.calories: no permission entry",
                "Menu: column menus.size does not exist",
                "Menu.name: String! over nullable column name",
            ])
    }
}
