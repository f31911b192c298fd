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
    @Test
    func `schema, resolvers, permissions and columns agree`() async throws {
        let sdl = try Repository.text("schema.graphql")
        let catalog = try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { try await Catalog.read($0) }

        let gaps = SchemaCheck(schema: try Schema(sdl: sdl), sdl: sdl).gaps(
            permissions: try Repository.text("Config/permissions.yaml"), catalog: catalog)

        #expect(gaps == [])
    }

    @Test
    func `every kind of gap is reported`() throws {
        let sdl = """
            type Query {
              menu: Menu
            }
            type Menu {
              name: String!
              calories: Int
            }
            """
        let name = Column<String?>("name", at: 0)
        let size = Column<Int32>("size", at: 1)
        let fat = Column<Int32>("fat", at: 2)
        let table = DataLoader.Table("menus", columns: columnList(name, size, fat))
        let menu = ObjectResolver(typeName: "Menu", fields: [.column("name", name), .column("colour", size)])
        let query = ObjectResolver(typeName: "Query", fields: [Field("menu", .embedded(columns: [0]))])
        let lost = ObjectResolver(typeName: "Meal", fields: [])
        let catalog = Catalog([
            "menus": [
                "name": .init(type: "text", isNullable: true),
                "size": .init(type: "bigint", isNullable: true),
            ]
        ])

        let gaps = SchemaCheck(
            schema: try Schema(sdl: sdl), sdl: sdl,
            types: [.init(query), .init(menu, table: table), .init(lost)]
        ).gaps(
            permissions:
                "version: 1\nroles: { A: {} }\ntypes: { Query: { fields: { menu: { allow: [A] } } } }",
            catalog: catalog)

        #expect(
            gaps == [
                "Menu.calories: in schema.graphql:6, no resolver",
                "Menu.colour: resolver, not in schema",
                "Meal: resolver, not in schema",
                "Config/permissions.yaml: Menu.name: no permission entry",
                "Config/permissions.yaml: Menu.calories: no permission entry",
                "Menu: column menus.size is bigint, read as integer",
                "Menu: column menus.size may be null, read as if it never were",
                "Menu: column menus.fat does not exist",
                "Menu.name: String! over nullable column name",
            ])
    }
}
