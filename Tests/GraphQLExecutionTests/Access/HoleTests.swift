import GraphQLExecution
import GraphQLSchema
import Synchronization
import Testing

/// Ways around a permission that other servers have left open.
@Suite struct HoleTests {
    @Test func `an interface shows nothing that its object type hides, by whatever selection`() async throws {
        let zoo = try ZooPolicy(without: "Animal.id")

        for selection in ["id", "... { id }", "... on Node { id }", "a: id"] {
            let result = try await zoo.run("{ node(id: \"Animal-1\") { \(selection) } }")
            #expect(result.text.contains(#""code":"NOT_FOUND""#))
            #expect(!result.text.contains("Animal-1"))
        }
    }

    @Test(arguments: [
        "keeper(id: 2) { boss { salary { amount } } }", "animals { nodes { keeper { salary { amount } } } }",
        "animals { edges { node { keeper { boss { salary { amount } } } } } }",
        "pets { ... on Dog { owner { salary { amount } } } }",
        "node(id: \"Keeper-1\") { ... on Keeper { salary { amount } } }",
    ])
    func `a hidden field is hidden on every way to it`(_ selection: String) async throws {
        let zoo = try ZooPolicy(without: "Keeper.salary")

        let result = try await zoo.run("{ \(selection) }")

        #expect(result.text.contains("Cannot query field \\\"salary\\\" on type \\\"Keeper\\\"."))
        #expect(result.rounds.isEmpty)
    }

    @Test(arguments: [
        "keeper(id: 3) { boss { number } }", "animals { nodes { keeper { number } } }",
        "pets { ... on Dog { owner { number } } }",
    ])
    func `a row out of scope is out of scope on every way to it`(_ selection: String) async throws {
        var zoo = try ZooPolicy(without: "Keeper")
        try zoo.grant("Keeper", where: "0=3", ["number", "boss"])

        let result = try await zoo.run("{ \(selection) }")

        #expect(!result.text.contains(#""number":1"#))
        #expect(!result.text.contains(#""number":2"#))
    }

    @Test func `roles together see the fields of each on the rows of each, never all on all`() async throws {
        var zoo = try ZooPolicy(without: "Keeper")
        try zoo.grant("Keeper", where: "0=1", ["number"])
        try zoo.grant("Keeper", where: "0=2", ["number", "nickname"])
        try zoo.grant("Keeper", where: "0=3", ["nickname"])

        let result = try await zoo.run("{ keepers { nickname } }")

        #expect(
            result.text
                == #"{"data":{"keepers":[{"nickname":null},{"nickname":null},{"nickname":"ñ"}]}}"#)
    }

    @Test func `an alias, a fragment or a variable changes no decision`() async throws {
        var zoo = try ZooPolicy(without: "Keeper.boss")
        try zoo.deny("Keeper.boss", .error)

        let result = try await zoo.run(
            """
            query($yes: Boolean = true) { keeper(id: 2) { a: boss { name } ...F } }
            fragment F on Keeper {
              b: boss @include(if: $yes) { number } ... @skip(if: false) { boss { name } }
            }
            """)

        #expect(result.text.hasPrefix(#"{"data":{"keeper":{"a":null,"b":null,"boss":null}},"errors":["#))
        #expect(result.text.split(separator: #""code":"FORBIDDEN""#).count == 4)
    }

    @Test func `one document under two policies is two documents`() async throws {
        var denying = try ZooPolicy(without: "Keeper.nickname")
        try denying.deny("Keeper.nickname", .null)
        let policies = [
            AccessPolicy.all, denying.policy, AccessPolicy(denying.rules, schema: denying.schema),
        ]
        let service = try GraphQLService(
            schema: denying.schema, resolvers: Zoo.resolvers, mutations: Zoo.mutations,
            sessions: MemorySessions())
        let request = GraphQLRequest(document: Array("{ keeper(id: 3) { nickname } }".utf8))

        var texts: [String] = []
        for policy in policies + policies {
            let response = await service.execute(
                request, for: (), access: policy, values: RequestValues(nowSeconds: 0), requestID: "r")
            texts.append(response.body.text)
        }

        let shown = #"{"data":{"keeper":{"nickname":"ñ"}}}"#
        let denied = #"{"data":{"keeper":{"nickname":null}}}"#
        #expect(texts == [shown, denied, denied, shown, denied, denied])
        #expect(service.planCacheCounters.misses == 3)
        #expect(service.planCacheCounters.hits == 3)
    }

    @Test func `what is deferred is decided as what is not`() async throws {
        var zoo = try ZooPolicy(without: "Keeper.nickname", "Keeper.boss")
        try zoo.grant("Keeper", where: "0=3", ["nickname", "boss"])
        let service = try GraphQLService(
            schema: Schema(sdl: Zoo.sdl, deliversIncrementally: true), resolvers: Zoo.resolvers,
            mutations: Zoo.mutations, sessions: MemorySessions(), deferral: .always)
        let query = "{ keepers { number ... @defer { nickname boss { number } } } }"
        let texts = Mutex("")

        await service.executeIncrementally(
            GraphQLRequest(document: Array(query.utf8)), for: (), access: zoo.policy,
            values: RequestValues(nowSeconds: 0), requestID: "r"
        ) { payload in
            texts.withLock { $0 += payload.response.body.text }
            return true
        }

        let text = texts.withLock { $0 }
        #expect(text.contains(#"{"nickname":"ñ","boss":{"number":1}}"#))
        #expect(text.split(separator: #"{"nickname":null,"boss":null}"#).count == 3)
    }

    @Test func `ordering and filtering by a field exist where the field is simply seen`() throws {
        let schema = try Schema(
            sdl: """
                directive @reads(field: String!) on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
                type Query {
                  orders(by: Key, costAbove: Int @reads(field: "Order.cost"), where: Filter): [Order!]!
                }
                enum Key { NUMBER @reads(field: "Order.number") COST @reads(field: "Order.cost") }
                input Filter {
                  cost: Int @reads(field: "Order.cost"), number: Int, lost: Int @reads(field: "No.no")
                }
                type Order { number: Int! cost: Int }
                """)
        let order = try #require(schema.type(named: "Order"))
        let key = try #require(schema.type(named: "Key"))
        let number = try #require(schema.field(named: "number", of: order))
        let cost = try #require(schema.field(named: "cost", of: order))
        func visible(_ grants: [ObjectGrant]) -> [String] {
            var rules = AccessRules()
            rules.grants =
                grants + [
                    ObjectGrant(
                        type: schema.queryType,
                        fields: [schema.fields[schema[schema.queryType].fields.lowerBound].id])
                ]
            let view = AccessPolicy(rules, schema: schema).view
            let inputs = schema.inputValues.indices.filter { view.isVisible(input: $0) }
                .map { schema.inputValues[$0].coordinate }
                .filter { $0.hasPrefix("Filter") || $0.hasPrefix("Query") }
            let values = schema[key].enumValues.indices.filter { view.isVisible(EnumValueID(key, $0)) }
                .map { schema[key].enumValues[$0].name }
            return inputs + values
        }

        let always = ["Query.orders(by:)", "Query.orders(where:)", "Filter.number", "NUMBER"]
        let both =
            ["Query.orders(by:)", "Query.orders(costAbove:)", "Query.orders(where:)"]
            + ["Filter.cost", "Filter.number", "NUMBER", "COST"]
        #expect(visible([ObjectGrant(type: order, fields: [number])]) == always)
        #expect(visible([ObjectGrant(type: order, fields: [number], masks: [cost: .bucket(10)])]) == always)
        let own = RowScope.matching(RowRule(name: "own", condition: ""))
        #expect(
            visible([
                ObjectGrant(type: order, fields: [number]),
                ObjectGrant(type: order, rows: own, fields: [cost]),
            ]) == always)
        #expect(visible([ObjectGrant(type: order, fields: [number, cost])]) == both)
    }

    @Test func `a hidden value of an enum is neither taken nor shown`() async throws {
        let schema = try Schema(
            sdl: """
                type Query { order(state: State): Order orders: [Order!]! }
                enum State { OPEN SECRET }
                type Order { state: State }
                """)
        let state = try #require(schema.type(named: "State"))
        let orders = ArraySource("Order", of: ["OPEN", "SECRET"], columns: [.text("state") { $0 }])
        let service = try GraphQLService(
            schema: schema,
            resolvers: [
                ObjectResolver(
                    typeName: "Query",
                    fields: [
                        orders.one("order", where: "state", equals: .argument("state")), orders.all("orders"),
                    ]),
                orders.resolver(in: schema),
            ], sessions: GraphQLExecution.MemorySessions())
        var rules = AccessRules()
        for type in schema.types where type.kind == .object {
            rules.grants.append(
                ObjectGrant(type: type.id, fields: Set(type.fields.map { schema.fields[$0].id })))
        }
        rules.hiddenEnumValues = [EnumValueID(state, 1)]
        let policy = AccessPolicy(rules, schema: schema)
        func run(_ query: String, _ variables: InputValue? = nil) async -> String {
            await service.execute(
                GraphQLRequest(document: Array(query.utf8), variables: variables), for: (), access: policy,
                values: RequestValues(nowSeconds: 0), requestID: "r"
            ).body.text
        }

        let taken = await run("{ order(state: SECRET) { state } }")
        let unknown = await run("{ order(state: NOTHNG) { state } }")
        let variable = await run(
            "query($s: State) { order(state: $s) { state } }",
            .object([InputValue.Field(name: "s", value: .string("SECRET"))]))
        let shown = await run("{ orders { state } __type(name: \"State\") { enumValues { name } } }")

        #expect(taken == unknown.replacing("NOTHNG", with: "SECRET"))
        #expect(variable.contains("The value is no State."))
        #expect(shown.contains(#""orders":[{"state":"OPEN"},{"state":null}]"#))
        #expect(shown.contains(#""code":"FORBIDDEN""#))
        #expect(!shown.contains("SECRET"))
    }
}
