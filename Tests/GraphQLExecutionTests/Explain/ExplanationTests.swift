import GraphQLExecution
import GraphQLSchema
import Synchronization
import Testing

/// What developers are told of how an operation is answered.
@Suite struct ExplanationTests {
    private struct Run {
        let text: String
        let kind: GraphQLResponse.Kind
        let transactionCount: Int
    }

    private func run(
        _ query: String, _ explanation: Explanation?, access: AccessPolicy = .all, isShown: Bool = false
    ) async throws -> Run {
        let sessions = MemorySessions()
        let service = try GraphQLService(
            schema: Schema(sdl: RequestedCostTests.sdl), resolvers: Zoo.resolvers, mutations: Zoo.mutations,
            sessions: sessions)
        var account = CostAccount(isShown: isShown)
        account.explanation = explanation
        let response = await service.execute(
            GraphQLRequest(document: Array(query.utf8)), for: (), access: access,
            values: RequestValues(nowSeconds: 0), account: account, requestID: "r1")
        return Run(
            text: response.body.text, kind: response.kind,
            transactionCount: sessions.transactions.withLock { $0.count })
    }

    private static let query = "{ keepers { name animals { name } } }"

    @Test func `without being asked, a response tells nothing of how it came about`() async throws {
        let run = try await run(Self.query, nil)
        #expect(!run.text.contains("extensions"))
    }

    @Test func `a plan tells levels with their loads and the rows they are taken to bring`() async throws {
        let planned = try await run(Self.query, Explanation(.plan), isShown: true)

        #expect(planned.kind == .data)
        #expect(planned.text.hasPrefix(#"{"data":null,"extensions":{"cost":{"requested":28},"explain":{"#))
        #expect(planned.text.contains(#""level":1,"loads":[{"loader":"#))
        #expect(planned.text.contains(#""fields":["Query.keepers"],"estimatedRows":7"#))
        #expect(planned.text.contains(#""level":2,"loads":[{"loader":"#))
        #expect(planned.text.contains(#""fields":["Keeper.animals"],"estimatedRows":21"#))
        #expect(planned.text.contains(#""statements":[]"#))
    }

    @Test func `what is planned is not run, not even a mutation`() async throws {
        let rename = #"mutation { rename(input: {id: 1, name: "x"}) { keeper { name } } }"#
        #expect(try await run(Self.query, Explanation(.plan)).transactionCount == 0)
        #expect(try await run(rename, Explanation(.plan)).transactionCount == 0)
        #expect(try await run(rename, Explanation(.run)).transactionCount == 1)
    }

    @Test func `a run tells its data, and the statements that were noted`() async throws {
        let explanation = Explanation(.run)
        explanation.note(
            Explanation.Statement(
                name: "Keeper.all", text: "SELECT \"name\"", session: 4, round: 0, rowCount: 3,
                elapsed: .microseconds(1_250), isOverhead: false))

        let run = try await run(Self.query, explanation)

        #expect(run.text.hasPrefix(#"{"data":{"keepers":[{"#))
        #expect(
            run.text.contains(
                #""statements":[{"name":"Keeper.all","session":4,"round":0,"rows":3,"microseconds":1250,"#
                    + #""isOverhead":false,"text":"SELECT \"name\""}]"#))
    }

    @Test func `each field comes with its decision, and the names of the rules behind it`() async throws {
        var zoo = try ZooPolicy(without: "Keeper", sdl: RequestedCostTests.sdl)
        try zoo.grant("Keeper", where: "3=1", ["id", "number", "animals"])
        try zoo.grant("Keeper", ["name"])

        let run = try await run(
            "{ keepers { number name } }", Explanation(.plan), access: zoo.policy)

        #expect(run.text.contains(#"{"coordinate":"Query.keepers","access":"FULL","rows":[],"cases":[]}"#))
        #expect(run.text.contains(#"{"coordinate":"Keeper.name","access":"FULL","rows":[],"cases":[]}"#))
        #expect(
            run.text.contains(
                #"{"coordinate":"Keeper.number","access":"SOME_ROWS","rows":[],"#
                    + #""cases":[{"rules":["3=1"],"outcome":"VALUE"},{"rules":[],"outcome":"ERROR"}]}"#))
    }

    @Test func `a request that is refused has no plan to tell`() async throws {
        let run = try await run("{ nothing }", Explanation(.run))
        #expect(run.kind == .requestError)
        #expect(!run.text.contains("explain"))
    }

    @Test func `no more statements are noted than an answer can hold`() {
        let explanation = Explanation(.run)
        for number in 0..<Explanation.statementCountMax + 5 {
            explanation.note(
                Explanation.Statement(
                    name: "s", text: "", session: 0, round: number, rowCount: nil, elapsed: .zero,
                    isOverhead: true))
        }
        #expect(explanation.statements.count == Explanation.statementCountMax)
    }
}
