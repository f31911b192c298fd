import GraphQLExecution
import GraphQLSchema
import Synchronization
import Testing

/// - SeeAlso: GraphQL Sep 2025 §6.2
@Suite struct OperationTests {
    private func service(
        _ limits: ExecutionLimits = ExecutionLimits()
    ) throws -> GraphQLService<GraphQLExecution.MemorySessions> {
        let schema = try Schema(
            sdl: """
                type Query { all: [T!]! }
                type Mutation { set: Int! all: [T!]! fail: T! }
                type Subscription { tick: Int }
                type T { id: Int! }
                """)
        let rows = ArraySource("T", of: [1, 2], columns: [.integer("id") { $0 }])
        let number = Field.Source.value(needs: []) { _, _ in .integer(3) }
        return try GraphQLService(
            schema: schema,
            resolvers: [
                ObjectResolver(typeName: "Query", fields: [rows.all("all")]),
                ObjectResolver(
                    typeName: "Mutation",
                    fields: [
                        Field("set", number), rows.all("all"),
                        rows.one("fail", where: "id", equals: .parent(.constant([]))),
                    ]),
                ObjectResolver(typeName: "Subscription", fields: [Field("tick", number)]),
                rows.resolver(in: schema),
            ], limits: limits)
    }

    @Test func `root fields of a mutation may be plain sources`() async throws {
        let response = try await service().execute("mutation { set a: all { id } set2: set }")

        #expect(response.body.text == #"{"data":{"set":3,"a":[{"id":1},{"id":2}],"set2":3}}"#)
    }

    @Test func `what stands behind a null that ends all data is not run`() async throws {
        let runCount = Mutex(0)
        let schema = try Schema(
            sdl: "type Query { a: Int } type Mutation { good: P! bad: P! } type P { a: Int! }")
        func bringing(_ value: [UInt8]?) -> Mutation<GraphQLExecution.MemorySessions> {
            { _, _, _ in
                runCount.withLock { $0 += 1 }
                return MutationOutcome(row: RowSet(values: [[value]]))
            }
        }
        let service = try GraphQLService(
            schema: schema,
            resolvers: [
                ObjectResolver(
                    typeName: "Query", fields: [Field("a", .value(needs: []) { _, _ in .integer(1) })]),
                ObjectResolver(
                    typeName: "Mutation", fields: [Field("good", .mutation), Field("bad", .mutation)]),
                ObjectResolver(typeName: "P", fields: [Field("a", .column(0, .integer))]),
            ],
            mutations: ["good": bringing(WireForm.bytes(ofInteger: 1)), "bad": bringing(nil)])

        let response = await service.execute("mutation { good { a } bad { a } x: good { a } }")

        #expect(response.body.text.hasPrefix(#"{"data":null,"errors":[{"message":"#))
        #expect(response.body.text.contains(#""path":["bad","a"]"#))
        #expect(runCount.withLock { $0 } == 2)
        let other = await service.execute("mutation { good { a } x: good { a } }")
        #expect(other.body.text == #"{"data":{"good":{"a":1},"x":{"a":1}}}"#)
    }

    @Test func `a subscription needs a transport that stays open`() async throws {
        var once = ExecutionLimits()
        once.answersSubscriptionsOnce = true

        let refused = try await service().execute("subscription { tick }")
        let answered = try await service(once).execute("subscription { tick }")

        #expect(refused.kind == .requestError)
        #expect(refused.body.text.contains("SUBSCRIPTION_NOT_SUPPORTED"))
        #expect(!refused.body.text.contains("data"))
        #expect(answered.body.text == #"{"data":{"tick":3}}"#)
    }

    @Test func `no round starts after the deadline`() async throws {
        let past = RequestValues(nowSeconds: 0, deadline: .now - .seconds(1))

        let response = try await service().execute("{ all { id } }", values: past)

        #expect(response.kind == .deadlineExceeded)
        #expect(response.body.text.contains("DEADLINE_EXCEEDED"))
    }

    @Test func `no round starts for a caller who is gone`() async throws {
        let service = try service()
        let response = await withTaskGroup(of: GraphQLResponse.self) { group in
            group.cancelAll()
            group.addTask { await service.execute("{ all { id } }") }
            return await group.next()
        }

        #expect(response?.body.text.contains("CANCELLED") == true)
    }
}
