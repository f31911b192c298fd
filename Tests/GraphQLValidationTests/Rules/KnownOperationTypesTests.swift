import GraphQLSchema
import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.2.1.1
@Suite struct KnownOperationTypesTests {
    @Test func `an operation that the schema offers is valid`() {
        expectValid("mutation { addDog { name } }")
    }

    @Test func `an operation without a root type is reported once`() throws {
        let schema = try #require(try? Schema(sdl: "type Query { a: Int }"))

        #expect(
            expectErrors("mutation { a { b } }", on: schema) == ["1:1 The schema has no mutation operations."]
        )
    }
}
