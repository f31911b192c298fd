import GraphQLExecution
import GraphQLSchema
import Synchronization
import Testing

/// Rows that do not exist for a caller, and fields that are granted on some rows only.
@Suite struct RowAccessTests {
    private static let keeperFields = ["id", "number", "name", "nickname", "animals", "boss", "salary"]

    /// Sees the keepers whose boss is Ana.
    private func ofAna() throws -> ZooPolicy {
        var zoo = try ZooPolicy(without: "Keeper")
        try zoo.grant("Keeper", where: "3=1", Self.keeperFields)
        return zoo
    }

    @Test func `a row out of scope is absent from a list, null for a to-one, NOT_FOUND for a look-up`()
        async throws
    {
        let zoo = try ofAna()

        let list = try await zoo.run("{ keepers { number boss { number } } }")
        let found = try await zoo.run("{ keeper(id: 2) { number } }")
        let foreign = try await zoo.run("{ keeper(id: 1) { number } }")
        let missing = try await zoo.run("{ keeper(id: 9) { number } }")

        #expect(list.text == #"{"data":{"keepers":[{"number":2,"boss":null},{"number":3,"boss":null}]}}"#)
        #expect(found.text == #"{"data":{"keeper":{"number":2}}}"#)
        #expect(foreign.text.contains(#""code":"NOT_FOUND""#))
        #expect(foreign.text == missing.text)
        #expect(foreign.rounds == missing.rounds)
    }

    @Test func `node answers as the look-up does`() async throws {
        let zoo = try ofAna()

        let found = try await zoo.run("{ node(id: \"Keeper-2\") { id } }")
        let foreign = try await zoo.run("{ node(id: \"Keeper-1\") { id } }")
        let missing = try await zoo.run("{ node(id: \"Keeper-9\") { id } }")

        #expect(found.text == #"{"data":{"node":{"id":"Keeper-2"}}}"#)
        #expect(foreign.text.contains(#""code":"NOT_FOUND""#))
        #expect(foreign.text == missing.text)
    }

    @Test func `a page has no rows out of scope and does not count them`() async throws {
        var zoo = try ZooPolicy(without: "Animal")
        try zoo.grant("Animal", where: "3=1", ["id", "name"])

        let page = try await zoo.run("{ animals(first: 2) { nodes { name } pageInfo { hasNextPage } } }")
        let counted = try await zoo.run("{ animals(first: 1) { pageInfo { hasNextPage } } }")
        let last = try await zoo.run("{ animals(first: 2) { pageInfo { hasNextPage } edges { cursor } } }")

        #expect(page.text.contains(#"[{"name":"Rex"},{"name":"Fish"}],"pageInfo":{"hasNextPage":false}"#))
        #expect(counted.text.contains("true"))
        #expect(last.text.contains(#""hasNextPage":false},"edges":[{"cursor":"c1"},{"cursor":"c3"}]"#))
    }

    @Test func `rows of an abstract type follow the rules of their own type`() async throws {
        var zoo = try ZooPolicy(without: "Dog")
        try zoo.grant("Dog", where: "2=Nobody", ["name"])

        let result = try await zoo.run("{ pets { ... on Dog { name } ... on Cat { name } } }")

        #expect(result.text.hasPrefix(#"{"data":{"pets":[{"name":"Tom"},"#))
    }

    @Test func `grants are pairs of rows and fields, not products`() async throws {
        var zoo = try ZooPolicy(without: "Keeper")
        try zoo.grant("Keeper", where: "3=1", ["number", "nickname"])
        try zoo.grant("Keeper", where: "0=1", ["number", "salary"])

        let result = try await zoo.run("{ keepers { number nickname salary { amount } } }")

        #expect(
            result.text
                == #"{"data":{"keepers":[{"number":1,"nickname":null,"salary":{"amount":1200}},"#
                + #"{"number":2,"nickname":null,"salary":null},"#
                + #"{"number":3,"nickname":"ñ","salary":null}]}}"#)
    }

    @Test func `what is below a field is loaded for the rows that show it, and for no other`() async throws {
        var zoo = try ZooPolicy(without: "Keeper.boss")
        try zoo.grant("Keeper", where: "0=2", ["boss"])
        try zoo.deny("Keeper.boss", .error)

        let result = try await zoo.run("{ keepers { number boss { number } } }")

        #expect(
            result.text.hasPrefix(
                #"{"data":{"keepers":[{"number":1,"boss":null},{"number":2,"boss":{"number":1}},"#
                    + #"{"number":3,"boss":null}]},"errors":["#))
        #expect(result.text.contains(#""path":["keepers",0,"boss"],"extensions":{"code":"FORBIDDEN""#))
        #expect(result.text.contains(#""path":["keepers",2,"boss"],"extensions":{"code":"FORBIDDEN""#))
        #expect(result.rounds == [["Keeper.all × 1"], ["Keeper.byID × 1", "last"]])
    }

    @Test func `a role that sees a value on some rows sees it masked on others`() async throws {
        var zoo = try ZooPolicy(without: "Keeper.name")
        try zoo.grant("Keeper", where: "0=1", ["name"])
        try zoo.grant("Keeper", where: "0=3", [], masks: ["name": .last4])
        try zoo.deny("Keeper.name", .mask(.constant(.string("-"))))

        let result = try await zoo.run("{ keepers { name } }")

        let shown = #"[{"name":"Ana"},{"name":"-"},{"name":"••••ik"}]"#
        #expect(result.text == #"{"data":{"keepers":\#(shown)}}"#)
    }

    @Test func `a payload shows of a mutation's row what a query would`() async throws {
        let zoo = try ofAna()
        let rename = "mutation($id: Int!) { rename(input: {id: $id, name: \"x\"}) { keeper { number } } }"

        let own = try await zoo.run(rename, variables: #"{"id": 2}"#)
        let foreign = try await zoo.run(rename, variables: #"{"id": 1}"#)

        #expect(own.text == #"{"data":{"rename":{"keeper":{"number":2}}}}"#)
        #expect(foreign.text == #"{"data":{"rename":{"keeper":null}}}"#)
    }

    @Test func `a rule on objects that no load brings shows none of them`() async throws {
        var zoo = try ZooPolicy(without: "Money")
        try zoo.grant("Money", where: "0=1", ["amount"])

        let result = try await zoo.run("{ keeper(id: 1) { salary { amount } } }")

        #expect(result.text.hasPrefix(#"{"data":{"keeper":{"salary":null}},"errors":["#))
        #expect(result.text.contains(#""code":"FORBIDDEN""#))
    }

    @Test func `a type without any grant has no rows`() async throws {
        let zoo = try ZooPolicy(without: "Keeper")

        let result = try await zoo.run("{ keeper(id: 1) { __typename } }")

        #expect(result.text.hasPrefix(#"{"data":{"keeper":null},"errors":["#))
        #expect(result.rounds.isEmpty)
    }

    @Test func `loads of one text are one call only where their values come from the same place`()
        async throws
    {
        let rows = Zoo.keepers.loader("all", .many, by: 5)
        let schema = try Schema(sdl: "type Query { a: [A!]! b: [B!]! } type A { x: Int } type B { x: Int }")
        let grants = try ["A": ("one", "0=1"), "B": ("two", "0=2")].map { type, rule in
            let id = try #require(schema.type(named: type))
            return ObjectGrant(
                type: id, rows: .matching(RowRule(name: rule.0, condition: rule.1)),
                fields: Set(schema[id].fields.map { schema.fields[$0].id }))
        }
        // The text has a number where the condition has a claim.
        let loader = Loader(name: "K.all", cardinality: .many, keyCount: 1, takesConditions: true) { shape in
            let statement = rows.prepare(shape)
            return LoadStatement(
                text: "SELECT … WHERE x = $2", variant: "\(shape.condition, default: "")",
                positions: statement.positions, flagPositions: statement.flagPositions,
                grouping: statement.grouping, context: statement.context)
        }
        let x = Field("x", .column(0, .integer))
        let sessions = MemorySessions()
        let service = try GraphQLService(
            schema: schema,
            resolvers: [
                ObjectResolver(
                    typeName: "Query",
                    fields: ["a", "b"].map { Field($0, .many(loader, key: [Zoo.all])) }),
                ObjectResolver(typeName: "A", fields: [x]), ObjectResolver(typeName: "B", fields: [x]),
            ], sessions: sessions)
        var rules = AccessRules()
        rules.grants =
            grants + [
                ObjectGrant(
                    type: schema.queryType,
                    fields: Set(schema[schema.queryType].fields.map { schema.fields[$0].id }))
            ]

        let response = await service.execute(
            GraphQLRequest(document: Array("{ a { x } b { x } again: a { x } }".utf8)), for: (),
            access: AccessPolicy(rules, schema: schema), values: RequestValues(nowSeconds: 0), requestID: "r")

        #expect(response.body.text == #"{"data":{"a":[{"x":1}],"b":[{"x":2}],"again":[{"x":1}]}}"#)
        #expect(sessions.rounds.withLock { $0 } == [["K.all × 1", "K.all × 1", "last"]])
    }
}
