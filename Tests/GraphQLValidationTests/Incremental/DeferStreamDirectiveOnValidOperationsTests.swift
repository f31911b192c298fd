import GraphQLSchema
import GraphQLValidation
import Testing

/// - SeeAlso: GraphQL incremental delivery, Defer And Stream Directives Are Used On Valid Operations
@Suite struct DeferStreamDirectiveOnValidOperationsTests {
    private let schema: Schema

    init() throws {
        schema = try Schema(
            sdl: """
                type Query { list: [Query!]! name: String }
                type Mutation { list: [Query] }
                type Subscription { list: [Query] }
                """, deliversIncrementally: true)
    }

    @Test func `a subscription may carry what can be switched off`() {
        #expect(columns("query { list { ... @defer { name } } }").isEmpty)
        #expect(columns("subscription { list { ... @defer(if: false) { name } } }").isEmpty)
        #expect(columns("subscription ($a: Boolean!) { list { ... @defer(if: $a) { name } } }").isEmpty)
        #expect(
            columns("subscription ($a: Boolean!) { list { list @skip(if: $a) @stream { name } } }").isEmpty)
        #expect(columns("subscription { list { ... @include(if: false) @defer { name } } }").isEmpty)
    }

    @Test func `what cannot be switched off is reported with the spreads that lead to it`() {
        #expect(columns("subscription { list { ... @defer { name } } }") == [[27]])
        #expect(columns("subscription { list { list @stream(if: true) { name } } }") == [[28]])
        #expect(
            columns("subscription { list { ...F name } } fragment F on Query { ... @defer { name } }")
                == [[63, 23]])
        #expect(
            columns("subscription { list { ...F ... @defer { name } } } fragment F on Query { name }")
                == [[32]])
    }

    private func columns(_ query: String) -> [[Int]] {
        errorColumns(query, on: schema, rules: [.deferStreamDirectiveOnValidOperations])
    }
}
