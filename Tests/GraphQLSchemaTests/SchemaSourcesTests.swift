import GraphQLSchema
import Testing

/// - SeeAlso: GraphQL Sep 2025 §3
@Suite struct SchemaSourcesTests {
    private func build(_ texts: [String]) throws(SchemaErrors) -> Schema {
        try Schema(
            sources: texts.enumerated().map { SchemaSource(name: "\($0.offset).graphql", text: $0.element) })
    }

    private func problems(_ texts: [String]) -> [String] {
        do throws(SchemaErrors) {
            _ = try build(texts)
            return []
        } catch { return error.problems.map(\.description) }
    }

    @Test func `each text may extend what another one defines`() throws {
        let schema = try build([
            "extend schema { mutation: M } extend type Q implements I { b: Int }",
            "schema { query: Q } type Q { a: Int } interface I { b: Int }",
            """
            type M { c: E } enum E { A } extend enum E { B } scalar S extend scalar S @specifiedBy(url: "u")
            union U = Q extend union U = M input N { a: Int } extend input N { b: Int }
            extend interface I @d directive @d on INTERFACE
            """,
        ])

        let query = schema[schema.queryType]
        #expect(schema.fields[query.fields].map(\.name) == ["a", "b"])
        #expect(query.interfaces == [schema.type(named: "I")])
        #expect(schema.mutationType == schema.type(named: "M"))
        #expect(schema.type(named: "E").map { schema[$0].enumValues.map(\.name) } == ["A", "B"])
        #expect(schema.type(named: "S").flatMap { schema[$0].specifiedByURL } == "u")
        #expect(schema.type(named: "U").map { schema[$0].members.count } == 2)
        #expect(schema.type(named: "N").map { schema[$0].inputFields.count } == 2)
        #expect(schema.type(named: "I").map { schema[$0].directives.map(\.name) } == ["d"])
    }

    @Test func `problems name the text that they stand in`() {
        #expect(
            problems(["type Query { a: Int }", "\u{FEFF}type B {\n  c: Nope }"]) == [
                "1.graphql:2:6: The type Nope is not defined."
            ])
        #expect(
            problems(["type Query { a: Int }", "type Query { a: Int }"]).contains(
                "0.graphql:1:6: The type Query is defined twice. (see 1.graphql:1:6)"))
        #expect(
            problems(["type Query { a: Int", "}"]) == [
                "0.graphql:1:20: Expected the name of a field, found the end of the document."
            ])
    }

    @Test func `a problem has a coordinate where there is one`() {
        let error = #expect(throws: SchemaErrors.self) {
            try Schema(sdl: "type Query { a(b: Int! @deprecated): Int }")
        }
        #expect(error?.problems.map(\.coordinate) == ["Query.a(b:)"])
    }

    @Test func `a schema that is not checked leaves out what cannot be resolved`() throws {
        let schema = try Schema(
            unchecked: "type A { a: Nope b: Int } union U = A | Nope extend type C { d: Int }")

        #expect(schema.field(named: "b", of: try #require(schema.type(named: "A"))) != nil)
        #expect(schema.field(named: "a", of: try #require(schema.type(named: "A"))) == nil)
        #expect(schema.type(named: "C") == nil)
    }
}
