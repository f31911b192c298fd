import GraphQLExecution
import GraphQLSchema
import GraphQLValidation
import Testing

/// What making a plan may cost.
@Suite struct PlanLimitTests {
    /// An interface with ten object types, each with a way to all ten again.
    private func service(
        _ limits: ExecutionLimits
    ) throws -> GraphQLService<GraphQLExecution.MemorySessions> {
        let names = (0..<10).map { "T\($0)" }
        let schema = try Schema(
            sdl: "interface N { id: Int n: N } type Query { n: N } "
                + names.map { "type \($0) implements N { id: Int n: N } " }.joined())
        let loader = Loader(name: "n", cardinality: .one, keyCount: 0) { shape in
            LoadStatement(
                text: "n", positions: shape.columns.map { _ in 0 }, grouping: .ordinal(column: 0),
                context: Nothing())
        }
        let node = Field("n", .one(loader, key: [], absence: .null))
        return try GraphQLService(
            schema: schema,
            resolvers: [
                ObjectResolver(typeName: "Query", fields: [node]),
                ObjectResolver(typeName: "N", fields: [], typeNameColumn: 0),
            ]
                + names.map { name in
                    ObjectResolver(typeName: name, fields: [node, Field("id", .column(1, .integer))])
                }, limits: limits)
    }

    /// Answers no key.
    private struct Nothing: MemoryLoad {
        func rows(for call: LoadCall) -> RowSet { RowSet(values: []) }
    }

    @Test func `selections that abstract types multiply are looked at within a limit`() async throws {
        let repeated = String(repeating: "id ", count: 100)
        var limits = ExecutionLimits()
        // A thousand places, each with a hundred selections.
        limits.planSelectionCountMax = 50_000
        let query = "{ n { n { n { \(repeated) } } } }"

        let refused = try await service(limits).execute(query)
        limits.planSelectionCountMax = 110_000
        let answered = try await service(limits).execute(query)

        #expect(refused.kind == .requestError)
        #expect(refused.body.text.contains(#""limit":"graphql.maxPlanSelections""#))
        #expect(answered.body.text == #"{"data":{"n":null}}"#)
    }

    @Test func `fields that abstract types multiply are held within a limit`() async throws {
        var limits = ExecutionLimits()
        limits.planFieldCountMax = 500

        let refused = try await service(limits).execute("{ n { n { n { id } } } }")

        #expect(refused.body.text.contains(#""limit":"graphql.maxPlanFields""#))
    }

    @Test func `many response names of one object keep their order`() async throws {
        let names = (0..<40).map { "a\($0)" }
        let once = names.map { "\($0): __typename" }.joined(separator: " ")

        let response = try await Zoo.run("{ \(once) \(once) b: __typename }", limits: unlimited)

        let answer = (names + ["b"]).map { "\"\($0)\":\"Query\"" }.joined(separator: ",")
        #expect(response.text == "{\"data\":{\(answer)}}")
    }

    private var unlimited: ExecutionLimits {
        var limits = ExecutionLimits()
        limits.validation = .unlimited
        return limits
    }
}
