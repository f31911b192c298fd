import GraphQLSchema
import GraphQLValidation
import Testing

/// - SeeAlso: GraphQL incremental delivery, Defer And Stream Directives Are Used On Valid Root Field
@Suite struct DeferStreamDirectiveOnRootFieldTests {
    private let schema: Schema

    init() throws {
        schema = try Schema(
            sdl: """
                type Query { list: [Query!]! name: String }
                type Mutation { list: [Query] }
                type Subscription { list: [Query] }
                """, deliversIncrementally: true)
    }

    @Test func `queries and what lies below the root are valid`() {
        #expect(columns("{ ... @defer { name } list @stream { name } }").isEmpty)
        #expect(columns("mutation { list { ... @defer { name } list @stream { name } } }").isEmpty)
    }

    @Test func `roots of mutations and subscriptions are reported, through fragments too`() {
        #expect(columns("mutation { list @stream { name } }") == [[17]])
        #expect(columns("subscription { ... @defer { list { name } } }") == [[20]])
        #expect(
            columns("mutation { ...F @defer } fragment F on Mutation { list @stream { name } }")
                == [[17], [56]])
    }

    private func columns(_ query: String) -> [[Int]] {
        errorColumns(query, on: schema, rules: [.deferStreamDirectiveOnRootField])
    }
}
