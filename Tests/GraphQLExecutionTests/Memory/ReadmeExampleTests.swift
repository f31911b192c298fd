import Foundation
import GraphQLExecution
import GraphQLSchema
import Testing

private struct Menu: Sendable { let id: String, name: String }
private struct Dish: Sendable { let id: String, name: String, price: Double, menu: String }

/// The README's example of the engine alone, word for word.
@Suite struct ReadmeExampleTests {
    @Test func `the example answers what it says`() async throws {
        // begin
        let schema = try Schema(
            sdl: """
                type Query { menus: [Menu!]! dish(id: ID!): Dish }
                type Menu { id: ID! name: String! dishes: [Dish!]! }
                type Dish { id: ID! name: String! price: Float! }
                """)
        let menus = ArraySource(
            "Menu", of: [Menu(id: "m1", name: "Lunch")],
            columns: [.text("id") { $0.id }, .text("name") { $0.name }])
        let dishes = ArraySource(
            "Dish",
            of: [
                Dish(id: "d1", name: "Ceviche", price: 12.5, menu: "m1"),
                Dish(id: "d2", name: "Lomo saltado", price: 14, menu: "m1"),
            ],
            columns: [
                .text("id") { $0.id }, .text("name") { $0.name }, .float("price") { $0.price },
                .text("menu") { $0.menu },
            ])
        let service = try GraphQLService(
            schema: schema,
            resolvers: [
                ObjectResolver(
                    typeName: "Query",
                    fields: [menus.all("menus"), dishes.one("dish", where: "id", equals: .argument("id"))]),
                menus.resolver(
                    in: schema,
                    adding: [dishes.many("dishes", where: "menu", equals: .parent(menus["id"]))]),
                dishes.resolver(in: schema),
            ])
        let response = await service.execute("{ menus { name dishes { name price } } }")
        // end

        #expect(
            response.body.text
                == #"{"data":{"menus":[{"name":"Lunch","dishes":[{"name":"Ceviche","price":12.5},"#
                + #"{"name":"Lomo saltado","price":14}]}]}}"#)
        #expect(
            await service.execute("{ dish(id: \"d2\") { name } none: dish(id: \"x\") { name } }").body.text
                == #"{"data":{"dish":{"name":"Lomo saltado"},"none":null}}"#)
    }

    @Test func `the README shows this very code`() throws {
        let source = try String(contentsOfFile: #filePath, encoding: .utf8)
        let code = try #require(
            source.split(separator: "        // begin\n").last?.split(separator: "        // end\n").first)
        let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0.dropFirst(8)) }.joined(separator: "\n")
        let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("README.md")

        #expect(try String(contentsOf: readme, encoding: .utf8).contains(lines))
    }
}
