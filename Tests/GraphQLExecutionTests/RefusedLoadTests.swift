import GraphQLExecution
import GraphQLSchema
import Testing

@Suite struct RefusedLoadTests {
    @Test func `arguments that a load refuses are an error at the field, before anything is loaded`()
        async throws
    {
        let result = try await Zoo.run(
            "query ($n: Int = 99) { animals(first: $n) { nodes { name keeper { name } } } }")

        #expect(
            result.text
                == #"{"data":null,"errors":[{"message":"A page has 0 to 50 entries.","#
                + #""locations":[{"line":1,"column":24}],"path":["animals"],"#
                + #""extensions":{"code":"BAD_USER_INPUT","requestId":"r1"}}]}"#)
        #expect(result.rounds.isEmpty)
    }

    @Test func `an alias with good arguments is loaded beside it`() async throws {
        let result = try await Zoo.run(
            """
            { keepers { name } animals(first: 3) { nodes { name } } bad: animals(first: -1) { __typename } }
            """
        )

        #expect(result.text.hasPrefix(#"{"data":null,"errors":["#))
        #expect(result.rounds == [["Keeper.all × 1", "Animal.page × 1", "last"]])
    }
}

@Suite struct HiddenTypeTests {
    /// Everything but the fields of some types.
    private func view(without types: [String]) throws -> SchemaView {
        let schema = try Schema(sdl: Zoo.sdl)
        return SchemaView(
            schema.types.filter { !types.contains($0.name) }.flatMap { type in
                type.fields.map { schema.fields[$0].id }
            })
    }

    @Test(arguments: ["id", "__typename", "... { id }"])
    func `an object whose type is hidden is not found`(selection: String) async throws {
        let view = try view(without: ["Animal"])

        let hidden = try await Zoo.run(
            "{ node(id: \"Animal-1\") { \(selection) } }", access: AccessPolicy(view: view))
        let shown = try await Zoo.run(
            "{ node(id: \"Keeper-1\") { \(selection) } }", access: AccessPolicy(view: view))

        #expect(hidden.text.hasPrefix(#"{"data":{"node":null},"errors":["#))
        #expect(hidden.text.contains(#""code":"NOT_FOUND""#))
        #expect(hidden.rounds.isEmpty)
        #expect(!shown.text.contains("errors"))
    }

    @Test func `an object whose field behind an interface is hidden is not found`() async throws {
        let schema = try Schema(sdl: Zoo.sdl)
        let animal = try #require(schema.type(named: "Animal"))
        let id = try #require(schema.field(named: "id", of: animal))
        let view = SchemaView(schema.fields.map(\.id).filter { $0 != id })

        let hidden = try await Zoo.run("{ node(id: \"Animal-1\") { id } }", access: AccessPolicy(view: view))
        let named = try await Zoo.run(
            "{ node(id: \"Animal-1\") { ... on Animal { name } } }", access: AccessPolicy(view: view))

        #expect(hidden.text.contains(#""code":"NOT_FOUND""#))
        #expect(named.text == #"{"data":{"node":{"name":"Rex"}}}"#)
    }

    @Test func `a list has no trace of an item whose type is hidden`() async throws {
        let view = try view(without: ["Cat"])

        let result = try await Zoo.run("{ pets { __typename } }", access: AccessPolicy(view: view))

        // The third row names a type that is none of the union's.
        #expect(result.text.hasPrefix(#"{"data":{"pets":[{"__typename":"Dog"},null]},"errors":[{"message":"#))
        #expect(result.text.contains(#""path":["pets",1],"extensions":{"code":"INTERNAL""#))
        #expect(result.text.split(separator: #""message""#).count == 2)
    }
}
