import GraphQLExecution
import GraphQLSchema
import Testing

/// - SeeAlso: GraphQL Sep 2025 §4
@Suite struct IntrospectionTests {
    @Test func `the schema tells its root types, and null for those it does not have`() async throws {
        let result = try await Zoo.run(
            """
            { __schema {
              __typename queryType { name kind } mutationType { name } subscriptionType { name }
            } }
            """)

        #expect(
            result.text
                == #"{"data":{"__schema":{"__typename":"__Schema","queryType":{"name":"Query","kind":"#
                + #""OBJECT"},"mutationType":{"name":"Mutation"},"subscriptionType":null}}}"#)
        #expect(result.transactions.isEmpty)
    }

    @Test(arguments: [
        (
            #"__type(name: "Keeper") { name fields(includeDeprecated: $d) { name } }"#,
            #""__type":{"name":"Keeper","fields":null}"#, #"["__type","fields"]"#
        ),
        (
            #"a: __type(name: "Query") { name f: fields { args(includeDeprecated: $d) { name } } }"#,
            #""a":{"name":"Query","f":null}"#, #"["a","f",0,"args"]"#
        ),
        ("__type(name: $n) { name }", #""__type":null"#, #"["__type"]"#),
    ])
    func `arguments that a variable makes null are errors where they stand`(
        selection: String, answer: String, path: String
    ) async throws {
        let query =
            "query ($d: Boolean = false, $n: String = \"Pet\") { \(selection) greeting "
            + "b: __type(name: $n) @skip(if: true) { fields(includeDeprecated: $d) { name } } }"

        let sound = try await Zoo.run(query)
        let null = try await Zoo.run(query, variables: #"{"d": null, "n": null}"#)

        #expect(!sound.text.contains("errors"))
        #expect(null.text.hasPrefix(#"{"data":{"# + answer + #","greeting":"Hello you"},"errors":[{"#))
        #expect(null.text.contains(#""path":\#(path),"extensions":{"code":"BAD_USER_INPUT""#))
        #expect(null.text.split(separator: #""message""#).count == 2)
    }

    @Test func `an argument of introspection that fails may end all data`() async throws {
        let result = try await Zoo.run(
            """
            query ($d: Boolean = false) { __schema { directives { args(includeDeprecated: $d) { name } } } }
            """, variables: #"{"d": null}"#)

        #expect(result.text.hasPrefix(#"{"data":null,"errors":[{"message":"#))
        #expect(result.text.contains(#""path":["__schema","directives",0,"args"]"#))
    }

    @Test func `types come in source order, built-in scalars where they are first mentioned`() async throws {
        let answer = try await introspect(
            "scalar Date type Query { b(d: Date): Boolean a: Int! } type A { q: Query } enum E { X }",
            "{ __schema { types { name } } }")

        #expect(
            answer.hasPrefix(
                #"{"data":{"__schema":{"types":[{"name":"Date"},{"name":"Query"},{"name":"Boolean"},"#
                    + #"{"name":"Int"},{"name":"A"},{"name":"E"},{"name":"String"},{"name":"__Schema"},"#))
        #expect(!answer.contains("Float"))
    }

    @Test func `built-in directives are always listed, after the schema's own`() async throws {
        let answer = try await introspect(
            """
            directive @tag(name: String = "x") repeatable on FIELD_DEFINITION | OBJECT
            type Query { a: Int }
            """,
            "{ __schema { directives { name isRepeatable locations args { name defaultValue } } } }")

        #expect(
            answer.hasPrefix(
                #"{"data":{"__schema":{"directives":[{"name":"tag","isRepeatable":true,"#
                    + #""locations":["FIELD_DEFINITION","OBJECT"],"#
                    + #""args":[{"name":"name","defaultValue":"\"x\""}]},{"name":"include","#))
        for name in ["skip", "deprecated", "specifiedBy", "oneOf"] {
            #expect(answer.contains("{\"name\":\"\(name)\""))
        }
    }

    @Test func `lists and non-nulls are types around a type`() async throws {
        let answer = try await introspect(
            "type Query { a: [Int!]! }",
            """
            { __type(name: "Query") {
              fields { type { kind name ofType { kind ofType { kind ofType { name } } } } }
            } }
            """
        )

        #expect(
            answer
                == #"{"data":{"__type":{"fields":[{"type":{"kind":"NON_NULL","name":null,"ofType":{"kind":"#
                + #""LIST","ofType":{"kind":"NON_NULL","ofType":{"name":"Int"}}}}}]}}}"#)
    }

    @Test(arguments: [
        ("fields", "[{\"name\":\"new\"}]", "[{\"name\":\"old\"},{\"name\":\"new\"}]"),
        ("enumValues", "null", "null"),
    ])
    func `deprecated members are listed on request`(list: String, plain: String, all: String) async throws {
        let sdl = "type Query { old: Int @deprecated new: Int }"
        let query = """
            query ($x: Boolean = false) {
              __type(name: "Query") { \(list)(includeDeprecated: $x) { name } }
            }
            """

        #expect(try await introspect(sdl, query) == "{\"data\":{\"__type\":{\"\(list)\":\(plain)}}}")
        #expect(
            try await introspect(sdl, query, variables: #"{"x": true}"#)
                == "{\"data\":{\"__type\":{\"\(list)\":\(all)}}}")
    }

    @Test func `deprecation of arguments and input fields has its reason`() async throws {
        let answer = try await introspect(
            """
            type Query { a(old: In @deprecated(reason: "new"), new: In): Int }
            input In @oneOf { x: Int @deprecated y: Int }
            """,
            """
            { q: __type(name: "Query") {
                fields { args(includeDeprecated: true) { name isDeprecated deprecationReason } }
              }
              i: __type(name: "In") { isOneOf inputFields { name } } }
            """)

        #expect(
            answer
                == #"{"data":{"q":{"fields":[{"args":[{"name":"old","isDeprecated":true,"#
                + #""deprecationReason":"new"},{"name":"new","isDeprecated":false,"#
                + #""deprecationReason":null}]}]},"#
                + #""i":{"isOneOf":true,"inputFields":[{"name":"y"}]}}}"#)
    }

    @Test func `abstract types tell their possible types, scalars their specification`() async throws {
        let answer = try await introspect(
            """
            interface Node { id: ID } type B implements Node { id: ID } type A implements Node { id: ID }
            union U = A | B scalar Date @specifiedBy(url: "https://d") type Query { n: Node u: U d: Date }
            """,
            """
            query ($n: String!) {
              n: __type(name: "Node") { possibleTypes { name } isOneOf }
              u: __type(name: $n) { possibleTypes { name } }
              d: __type(name: "Date") { specifiedByURL }
              a: __type(name: "A") { interfaces { name } possibleTypes { name } }
              no: __type(name: "Nobody") { name }
            }
            """, variables: #"{"n": "U"}"#)

        #expect(
            answer
                == #"{"data":{"n":{"possibleTypes":[{"name":"B"},{"name":"A"}],"isOneOf":null},"#
                + #""u":{"possibleTypes":[{"name":"A"},{"name":"B"}]},"d":{"specifiedByURL":"https://d"},"#
                + #""a":{"interfaces":[{"name":"Node"}],"possibleTypes":null},"no":null}}"#)
    }

    @Test func `what a view hides does not appear, nor what only it leads to`() async throws {
        let schema = try Schema(sdl: Zoo.sdl)
        let query = try #require(schema.type(named: "Query"))
        let visible = try #require(schema.field(named: "greeting", of: query))

        let result = try await Zoo.run(
            """
            { __schema { types { name fields { name } } mutationType { name } }
              a: __type(name: "Keeper") { name } }
            """,
            access: AccessPolicy(view: SchemaView([visible])))

        #expect(
            result.text.hasPrefix(
                #"{"data":{"__schema":{"types":[{"name":"Query","fields":[{"name":"greeting"}]},"#
                    + #"{"name":"String","#
            ))
        #expect(!result.text.contains("Keeper"))
        #expect(result.text.hasSuffix(#"],"mutationType":null},"a":null}}"#))
    }

    @Test func `introspection can be switched off, but not __typename`() async throws {
        var limits = ExecutionLimits()
        limits.allowsIntrospection = false

        let refused = try await Zoo.run(
            "{ ...F } fragment F on Query { __schema { description } }", limits: limits)
        let answered = try await Zoo.run("{ __typename }", limits: limits)

        #expect(refused.kind == .requestError)
        #expect(refused.text.contains("INTROSPECTION_OFF"))
        #expect(answered.text == #"{"data":{"__typename":"Query"}}"#)
    }

    @Test func `introspection that multiplies is refused by its limit`() async throws {
        let twice = "{ __schema { types { fields { type { fields { name } } } } } }"
        let both = "{ __schema { types { name } } b: __schema { types { name } } }"

        for query in [twice, both] {
            let result = try await Zoo.run(query)
            #expect(result.text.contains(#""limit":"graphql.maxIntrospectionDepth""#))
        }
    }

    /// Runs a query on a schema without any resolver but for one field that is not asked.
    /// A source that fits a field; nothing is read from it.
    private func source(of field: FieldDefinition, _ schema: Schema) -> Field.Source {
        let type = schema[field.type.named]
        guard type.kind.isComposite else { return .value(needs: []) { _, _ in .null } }
        guard type.kind.isAbstract else { return .embedded(columns: []) }
        let object = type.possibleTypes.types.first.map { schema[$0].name }
        let loader = Loader(name: "none", cardinality: .one, keyCount: 0, objectType: object) { _ in
            LoadStatement(text: "", positions: [], grouping: .ordinal(column: 0))
        }
        return .one(loader, key: [], absence: .null)
    }

    private func introspect(_ sdl: String, _ query: String, variables: String? = nil) async throws -> String {
        let schema = try Schema(sdl: sdl)
        let resolvers = schema.types.filter { $0.kind == .object && !$0.isIntrospection }.map { type in
            ObjectResolver(
                typeName: type.name,
                fields: type.fields.map {
                    Field(schema.fields[$0].name, source(of: schema.fields[$0], schema))
                })
        }
        let service = try GraphQLService(schema: schema, resolvers: resolvers, sessions: MemorySessions())
        let values = try variables.map { text in
            try Array(text.utf8).withUnsafeBytes { try RequestBody.variables($0) }
        }
        let request = GraphQLRequest(document: Array(query.utf8), variables: values ?? nil)
        return await service.execute(
            request, for: (), access: .all, values: RequestValues(nowSeconds: 0), requestID: "r"
        ).body.text
    }
}
