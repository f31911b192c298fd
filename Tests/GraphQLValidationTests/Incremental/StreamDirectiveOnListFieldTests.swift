import GraphQLSchema
import GraphQLValidation
import Testing

/// - SeeAlso: GraphQL incremental delivery, Stream Directives Are Used On List Fields
@Suite struct StreamDirectiveOnListFieldTests {
    private let schema: Schema

    init() throws {
        schema = try Schema(
            sdl: """
                type Query { list: [Query!]! name: String }
                type Mutation { list: [Query] }
                type Subscription { list: [Query] }
                """, deliversIncrementally: true)
    }

    @Test func `a list may be streamed, whatever wraps it`() {
        #expect(columns("{ list @stream { name } }").isEmpty)
    }

    @Test func `what is no list is reported`() {
        #expect(columns("{ name @stream }") == [[8]])
    }

    private func columns(_ query: String) -> [[Int]] {
        errorColumns(query, on: schema, rules: [.streamDirectiveOnListField])
    }
}
