import GraphQLExecution
import GraphQLSchema
import Testing

/// Places where what is hidden could have shown.
@Suite struct LeakTests {
    /// A service over a schema, and everything granted but some fields.
    private func policy(
        _ schema: Schema, without coordinates: [String] = [],
        change: (inout AccessRules) -> Void = { _ in }
    ) -> AccessPolicy {
        var rules = AccessRules()
        for type in schema.types where !type.isIntrospection {
            let fields = type.fields.map { schema.fields[$0] }.filter { !coordinates.contains($0.coordinate) }
            if type.kind == .interface { rules.interfaceFields.formUnion(fields.map(\.id)) }
            if type.kind == .object {
                rules.grants.append(ObjectGrant(type: type.id, fields: Set(fields.map(\.id))))
            }
        }
        change(&rules)
        return AccessPolicy(rules, schema: schema)
    }

    @Test(arguments: [
        ("{ best { name } all { name } }", #"{"data":{"best":null,"all":[]}}"#),
        ("{ best { ... on Pet { name } } }", #"{"data":{"best":null}}"#),
        (
            "{ best { __typename ... on Dog { age } } all { ... on Dog { age } } }",
            #"{"data":{"best":{"__typename":"Dog","age":3},"all":[{"age":3}]}}"#
        ),
    ])
    func `rows of one type behind an interface show what that type shows`(_ query: String, _ shown: String)
        async throws
    {
        let schema = try Schema(
            sdl: """
                type Query { best: Pet all: [Pet!] }
                interface Pet { name: String }
                type Dog implements Pet { name: String age: Int }
                type Cat implements Pet { name: String }
                """)
        let rows = MemoryTable(name: "Dog", rows: [["all", "Rex", 3]]).loader("all", .many, by: 0)
        let dogs = Loader(
            name: "Dog.all", cardinality: .many, keyCount: 1, objectType: "Dog", takesConditions: true,
            prepare: rows.prepare)
        let service = try GraphQLService(
            schema: schema,
            resolvers: [
                ObjectResolver(
                    typeName: "Query",
                    fields: [
                        Field("best", .one(dogs, key: [Zoo.all], absence: .null)),
                        Field("all", .many(dogs, key: [Zoo.all])),
                    ]),
                ObjectResolver(
                    typeName: "Dog",
                    fields: [Field("name", .column(1, .text)), Field("age", .column(2, .integer))]),
                ObjectResolver(typeName: "Cat", fields: [Field("name", .column(1, .text))]),
            ], sessions: MemorySessions())

        let response = await service.execute(
            GraphQLRequest(document: Array(query.utf8)), for: (),
            access: policy(schema, without: ["Dog.name"]), values: RequestValues(nowSeconds: 0),
            requestID: "r")

        #expect(response.body.text == shown)
    }

    @Test(arguments: [(Mask.bucket(1000), "legs"), (.last4, "legs")])
    func `a mask covers what an error would tell of the value`(_ mask: Mask, _ field: String) async throws {
        var zoo = try ZooPolicy(without: "Animal.\(field)")
        try zoo.grant("Animal", [], masks: [field: mask])

        let result = try await zoo.run("{ node(id: \"Animal-4\") { ... on Animal { \(field) } } }")

        #expect(!result.text.contains("5000000000"))
        #expect(result.text.contains(#""path":["node","legs"],"extensions":{"code":"FORBIDDEN""#))
        #expect(result.text.split(separator: #""message""#).count == 2)
    }

    @Test func `a function that writes JSON itself shows no value of an enum`() async throws {
        let schema = try Schema(sdl: "type Query { state: State states: [State] } enum State { OPEN SECRET }")
        let source = Field.Source.value(needs: []) { _, _ throws(FieldError) in
            .json(Array(#""SECRET""#.utf8))
        }
        let service = try GraphQLService(
            schema: schema,
            resolvers: [
                ObjectResolver(
                    typeName: "Query", fields: [Field("state", source), Field("states", source)])
            ], sessions: MemorySessions())
        let state = try #require(schema.type(named: "State"))

        let response = await service.execute(
            GraphQLRequest(document: Array("{ state states }".utf8)), for: (),
            access: policy(schema) { $0.hiddenEnumValues = [EnumValueID(state, 1)] },
            values: RequestValues(nowSeconds: 0), requestID: "r")

        #expect(response.body.text.hasPrefix(#"{"data":{"state":null,"states":null},"errors":["#))
        #expect(!response.body.text.contains("SECRET"))
    }

    @Test func `a default that names what is hidden is not told`() async throws {
        let schema = try Schema(
            sdl: """
                type Query {
                  orders(by: [Key!] = [COST], where: Filter = {cost: 1}, at: Filter = {day: 2}): Int
                }
                enum Key { NUMBER COST }
                input Filter { cost: Int day: Int = 3 }
                """)
        let key = try #require(schema.type(named: "Key"))
        let cost = try #require(schema.inputValues.firstIndex { $0.coordinate == "Filter.cost" })
        let service = try GraphQLService(
            schema: schema,
            resolvers: [
                ObjectResolver(
                    typeName: "Query",
                    fields: [Field("orders", .value(needs: []) { _, _ throws(FieldError) in .null })])
            ], sessions: MemorySessions())
        let hiding = policy(schema) {
            $0.hiddenEnumValues = [EnumValueID(key, 1)]
            $0.hiddenInputs = [cost]
        }
        func told(_ policy: AccessPolicy) async -> String {
            await service.execute(
                GraphQLRequest(
                    document: Array(
                        "{ __type(name: \"Query\") { fields { args { name defaultValue } } } }".utf8)),
                for: (), access: policy, values: RequestValues(nowSeconds: 0), requestID: "r"
            ).body.text
        }

        let hidden = await told(hiding)

        #expect(
            hidden.contains(
                #"{"name":"by","defaultValue":null},{"name":"where","defaultValue":null},"#
                    + #"{"name":"at","defaultValue":"{ day: 2 }"}"#))
        #expect(await told(policy(schema)).contains(#"{"name":"by","defaultValue":"[COST]"}"#))
        let printed = schema.printed(hiding.view)
        #expect(!printed.contains("COST"))
        #expect(!printed.contains("cost"))
        #expect(printed.contains("at: Filter = { day: 2 }"))
    }
}
