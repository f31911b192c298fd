import GraphQLSchema
import GraphQLValidation
import Testing

/// - SeeAlso: GraphQL incremental delivery, Defer And Stream Directive Labels Are Unique
@Suite struct DeferStreamDirectiveLabelTests {
    private let schema: Schema

    init() throws {
        schema = try Schema(
            sdl: """
                type Query { list: [Query!]! name: String }
                type Mutation { list: [Query] }
                type Subscription { list: [Query] }
                """, deliversIncrementally: true)
    }

    @Test func `labels of their own, or none, are valid`() {
        #expect(columns("{ ... @defer(label: \"a\") { name } list @stream(label: \"b\") { name } }").isEmpty)
        #expect(columns("{ ... @defer { name } ... @defer(label: null) { name } }").isEmpty)
    }

    @Test func `a label used twice is reported at both places`() {
        #expect(
            columns("{ ... @defer(label: \"a\") { name } list @stream(label: \"a\") { name } }")
                == [[7, 40]])
    }

    @Test func `a label from a variable is reported`() {
        #expect(columns("query ($l: String) { ... @defer(label: $l) { name } }") == [[26]])
    }

    private func columns(_ query: String) -> [[Int]] {
        errorColumns(query, on: schema, rules: [.deferStreamDirectiveLabel])
    }
}
