import GraphQLExecution
import GraphQLSchema
import Testing

/// What a caller may pass.
@Suite struct InputAccessTests {
    @Test func `a hidden argument is as unknown as one that never was`() async throws {
        var zoo = try ZooPolicy()
        zoo.rules.hiddenInputs = [try zoo.input("Query.greeting(times:)")]

        let hidden = try await zoo.run("{ greeting(times: 2) }")
        let unknown = try await zoo.run("{ greeting(tomes: 2) }")

        #expect(hidden.text == unknown.text.replacing("tomes", with: "times"))
    }

    @Test(arguments: [
        "{ rename(input: {id: 2, name: \"x\"}) { keeper { number } } }",
        "($i: RenameInput!) { rename(input: $i) { keeper { number } } }",
    ])
    func `a hidden input field is unknown in documents and variables`(_ query: String) async throws {
        var zoo = try ZooPolicy()
        zoo.rules.hiddenInputs = [try zoo.input("RenameInput.name")]

        let result = try await zoo.run("mutation \(query)", variables: #"{"i": {"id": 2, "name": "x"}}"#)

        let never = query.replacing("name:", with: "nope:")
        let unknown = try await zoo.run("mutation \(never)", variables: #"{"i": {"id": 2, "nope": "x"}}"#)
        #expect(result.text.hasPrefix(#"{"errors":["#))
        #expect(result.text == unknown.text.replacing("nope", with: "name"))
        #expect(result.rounds.isEmpty)
    }

    @Test(arguments: [
        ("9007199254740992", true), ("9007199254740993", false), ("9007199254740992.5", false), ("1.5", true),
        ("-1e300", true), ("1e300", false), ("inf", false), ("nan", false), ("many", false),
    ])
    func `a number written as text is compared by all its digits`(_ text: String, _ passes: Bool) async throws
    {
        var zoo = try ZooPolicy()
        try zoo.limit("Query.greeting(name:)") { $0.maximum = 9_007_199_254_740_992 }

        let result = try await zoo.run("{ greeting(name: \"\(text)\") }")

        #expect(result.text.contains(#""code":"FORBIDDEN""#) == !passes)
    }

    @Test(arguments: ["{ greeting(times: 3) }", "query($n: Int = 3) { greeting(times: $n) }"])
    func `a number beyond its maximum is FORBIDDEN at its field`(_ query: String) async throws {
        var zoo = try ZooPolicy()
        try zoo.limit("Query.greeting(times:)") { $0.maximum = 2 }

        let result = try await zoo.run(query)
        let allowed = try await zoo.run("{ greeting(times: 2) }")

        #expect(result.text.hasPrefix(#"{"data":{"greeting":null},"errors":["#))
        #expect(result.text.contains(#""path":["greeting"],"extensions":{"code":"FORBIDDEN""#))
        #expect(allowed.text == #"{"data":{"greeting":"youyou"}}"#)
    }

    @Test func `the default of a page is lowered to its maximum, and more is refused`() async throws {
        var zoo = try ZooPolicy()
        try zoo.limit("Query.animals(first:)") { $0.maximum = 1 }

        let lowered = try await zoo.run("{ animals { nodes { name } pageInfo { hasNextPage } } }")
        let refused = try await zoo.run("{ animals(first: 2) { nodes { name } } }")

        #expect(lowered.text.contains(#"{"nodes":[{"name":"Rex"}],"pageInfo":{"hasNextPage":true}}"#))
        #expect(refused.text.contains(#""code":"FORBIDDEN""#))
        #expect(refused.rounds.isEmpty)
    }

    @Test func `a forced value stands in, and any other is refused`() async throws {
        var zoo = try ZooPolicy()
        try zoo.limit("Query.greeting(name:)") { $0.forced = .string("guest") }

        let forced = try await zoo.run("{ greeting }")
        let same = try await zoo.run("{ greeting(name: \"guest\") }")
        let other = try await zoo.run("{ greeting(name: \"Bo\") }")

        #expect(forced.text == #"{"data":{"greeting":"Hello guest"}}"#)
        #expect(same.text == forced.text)
        #expect(other.text.contains(#""code":"FORBIDDEN""#))
    }

    @Test func `a forced value needs no visible place, even where one must be given`() async throws {
        var zoo = try ZooPolicy()
        zoo.rules.hiddenInputs = [try zoo.input("RenameInput.id")]
        try zoo.limit("RenameInput.id") { $0.forced = .int(2) }

        let literal = try await zoo.run(
            "mutation { rename(input: {name: \"x\"}) { keeper { number } } }")
        let variable = try await zoo.run(
            "mutation($i: RenameInput!) { rename(input: $i) { keeper { number } } }",
            variables: #"{"i": {"name": "x"}}"#)

        #expect(literal.text == #"{"data":{"rename":{"keeper":{"number":2}}}}"#)
        #expect(variable.text == literal.text)
    }

    @Test func `a rule below an argument holds there, in variables too, and the mutation does not run`()
        async throws
    {
        var zoo = try ZooPolicy()
        try zoo.limit("Mutation.rename(input:)") {
            var inner = InputRule()
            inner.maximum = 2
            $0.fields = ["id": inner]
        }
        let query = "mutation($i: RenameInput!) { rename(input: $i) { keeper { number } } }"

        let allowed = try await zoo.run(query, variables: #"{"i": {"id": 2, "name": "x"}}"#)
        let refused = try await Zoo.run(
            query, variables: #"{"i": {"id": 3, "name": "x"}}"#, access: zoo.policy)

        #expect(allowed.text == #"{"data":{"rename":{"keeper":{"number":2}}}}"#)
        #expect(refused.text.contains(#""code":"FORBIDDEN""#))
        #expect(refused.transactions.isEmpty)
    }
}

/// IDs of mutations that must name certain rows.
@Suite struct TargetTests {
    @Test func `IDs of one mutation do not bind another that opens transactions of its own`() async throws {
        var zoo = try ZooPolicy()
        let keeper = try #require(zoo.schema.type(named: "Keeper"))
        try zoo.limit("Mutation.adopt(keeper:)") {
            $0.target = InputRule.Target(type: keeper, rows: [RowRule(name: "ofAna", condition: "3=1")])
        }
        try zoo.limit("RenameInput.id") { $0.maximum = 2 }
        let sessions = MemorySessions()
        let service = try GraphQLService(
            schema: zoo.schema, resolvers: Zoo.resolvers,
            mutations: Zoo.mutations.filter { $0.key != "rename" },
            detached: [
                "rename": { arguments, values, caller async throws(LoadError) in
                    try await Zoo.rename(arguments, values, sessions)
                }
            ], sessions: sessions)
        func rename(_ id: Int) async -> String {
            let query = "mutation { rename(input: {id: \(id), name: \"x\"}) { userErrors { message } } }"
            return await service.execute(
                GraphQLRequest(document: Array(query.utf8)), for: (), access: zoo.policy,
                values: RequestValues(nowSeconds: 0), requestID: "r"
            ).body.text
        }

        #expect(await rename(2) == #"{"data":{"rename":{"userErrors":[]}}}"#)
        #expect(await rename(3).contains("RenameInput.id must be at most 2"))
    }

    @Test func `an ID of a row out of reach answers as one of no row, and the mutation does not run`()
        async throws
    {
        var zoo = try ZooPolicy()
        let keeper = try #require(zoo.schema.type(named: "Keeper"))
        try zoo.limit("Mutation.adopt(keeper:)") {
            $0.target = InputRule.Target(type: keeper, rows: [RowRule(name: "ofAna", condition: "3=1")])
        }
        func adopt(_ id: String) async throws -> (text: String, transactions: [String]) {
            let result = try await Zoo.run(
                "mutation { adopt(keeper: \"\(id)\") { keeper { number } } }", access: zoo.policy)
            return (result.text, result.transactions)
        }

        let own = try await adopt("Keeper-2")
        let foreign = try await adopt("Keeper-1")

        #expect(own.text == #"{"data":{"adopt":{"keeper":{"number":2}}}}"#)
        #expect(foreign.text.contains(#""path":["adopt"],"extensions":{"code":"NOT_FOUND""#))
        #expect(foreign.transactions == ["rollback"])
        for id in ["Keeper-9", "Animal-1", "nothing"] {
            #expect(try await adopt(id).text == foreign.text)
        }
    }
}
