import GraphQLExecution
import GraphQLSchema
import Synchronization
import Testing

/// Subscriptions that stay open: what events become.
///
/// - SeeAlso: GraphQL Sep 2025 §6.2.3
@Suite struct SubscriptionTests {
    private static let values = RequestValues(nowSeconds: 0)

    @Test func `an event becomes a response of its own`() async throws {
        let opened = try await Bell.open(
            "subscription { rang { cursor keeper { name } } }", in: Bell.service())

        let batch = try await opened.execute(Bell.events(2), for: (), values: Self.values)

        #expect(opened.field == "rang")
        #expect(batch.texts == [#"{"data":{"rang":{"cursor":"1","keeper":{"name":"Bo"}}}}"#])
    }

    @Test func `several events share the rounds of one`() async throws {
        let sessions = MemorySessions()
        let opened = try await Bell.open(
            "subscription { rang { kind keeper { name boss { name } animals { name } } } }",
            in: Bell.service(sessions))
        sessions.rounds.withLock { $0 = [] }

        let batch = try await opened.execute(Bell.events(3, 1, 3), for: (), values: Self.values)

        let third =
            #"{"data":{"rang":{"kind":"RANG","keeper":{"name":"Çelik","boss":{"name":"Ana"},"#
            + #""animals":[]}}}}"#
        #expect(batch.texts.count == 3)
        #expect(batch.texts[0] == third)
        #expect(batch.texts[1]?.contains(#""boss":null,"animals":[{"name":"Fish"},{"name":"Rex"}]"#) == true)
        #expect(batch.texts[2] == third)
        #expect(
            sessions.rounds.withLock { $0 } == [
                ["Keeper.rang × 2", "Keeper.byID × 2", "Keeper.byID × 1"],
                ["Keeper.byID × 1", "Animal.byKeeper × 2", "last"],
            ])
    }

    @Test func `an event whose subject is not there is not shown, asked for or not`() async throws {
        let opened = try await Bell.open("subscription { rang { cursor } }", in: Bell.service())

        let batch = try await opened.execute(Bell.events(9, 1), for: (), values: Self.values)

        #expect(batch.texts == [nil, #"{"data":{"rang":{"cursor":"2"}}}"#])
    }

    @Test func `a subject out of the caller's rows is not told of`() async throws {
        var zoo = try ZooPolicy(without: "Keeper", sdl: Bell.sdl)
        try zoo.grant("Keeper", where: "3=1", ["number", "name", "boss", "animals"])
        // Ana, whose boss nobody is, is out of reach: so is what hangs on her.
        let document = "subscription { rang(house: 2) { cursor keeper { number } } }"
        let opened = try await Bell.open(document, in: Bell.service(), access: zoo.policy)

        let batch = try await opened.execute(Bell.events(1, 2), for: (), values: Self.values)
        let closed = try await Bell.start(
            "subscription { rang(house: 1) { cursor } }", in: Bell.service(), access: zoo.policy)

        #expect(batch.texts == [nil, #"{"data":{"rang":{"cursor":"2","keeper":{"number":2}}}}"#])
        #expect(closed.refusal.contains(#""code":"NOT_FOUND""#))
    }

    @Test func `nobody subscribes to what is not there`() async throws {
        let started = try await Bell.start("subscription { rang(house: 8) { cursor } }", in: Bell.service())

        #expect(started.refusal.contains(#""code":"NOT_FOUND""#))
        #expect(started.refusal.contains(#""requestId":"r1""#))
    }

    @Test func `a field without events can't be subscribed to`() async throws {
        let started = try await Bell.start("subscription { plain }", in: Bell.service())

        #expect(started.refusal.contains("SUBSCRIPTION_NOT_SUPPORTED"))
    }

    @Test func `a wrong document is refused as everywhere`() async throws {
        let started = try await Bell.start("subscription { rang { nothing } }", in: Bell.service())

        #expect(started.refusal.contains("nothing"))
        #expect(!started.refusal.contains("data"))
    }

    @Test func `a connection that answers once refuses a subscription`() async throws {
        let answer = try await Bell.service().execute("subscription { rang { cursor } }")

        #expect(answer.body.text.contains("SUBSCRIPTION_NOT_SUPPORTED"))
    }

    @Test func `a query on an open connection runs as everywhere`() async throws {
        let started = try await Bell.start("{ keeper(id: 1) { name } }", in: Bell.service())

        guard case .single(let operation) = started else {
            Issue.record("not a query")
            return
        }
        await operation.run { payload in
            #expect(payload.response.body.text == #"{"data":{"keeper":{"name":"Ana"}}}"#)
            return true
        }
    }

    @Test func `equal subscriptions are one group wherever they go on from`() async throws {
        let service = try Bell.service()
        let document = "subscription S($n: String, $a: String) { rang(name: $n, after: $a) { cursor } }"
        func group(_ variables: String, _ document: String = document) async throws -> SubscriptionGroup {
            try await Bell.open(document, in: service, variables: variables).group
        }

        let first = try await group(#"{"n":"x","a":"7"}"#)

        #expect(try await group(#"{"n":"x","a":"9"}"#) == first)
        #expect(try await group(#"{"n":"x"}"#) == first)
        #expect(try await group(#"{"n":"y","a":"7"}"#) != first)
        #expect(try await group("{}") != first)
        #expect(try await group(#"{"n":"x","a":"7"}"#, document + " ") != first)
    }

    @Test func `only subscriptions show events`() throws {
        let schema = try Schema(sdl: "type Query { a: T } type T { b: Int }")

        #expect(throws: SchemaGaps(gaps: ["Query.a: only subscriptions show events"])) {
            try GraphQLService(
                schema: schema,
                resolvers: [
                    ObjectResolver(typeName: "Query", fields: [Field("a", .event(subjects: []))]),
                    ObjectResolver(typeName: "T", fields: [Field("b", .column(0, .integer))]),
                ])
        }
    }
}
