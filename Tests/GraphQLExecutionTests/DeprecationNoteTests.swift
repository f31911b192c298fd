import GraphQLExecution
import GraphQLSchema
import Testing

/// What responses tell of what will go.
@Suite struct DeprecationNoteTests {
    private struct Thing: Sendable { let id: String }

    private static let schemaText = """
        directive @sunset(on: String!)
          on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
        type Query {
          things: [Thing!]!
          thing(id: ID!, by: ID @deprecated(reason: "Use `id`."), how: How, hows: [How!], order: Order): Thing
        }
        type Thing {
          id: ID!
          name: ID @deprecated(reason: "Say \\"id\\".") @sunset(on: "2027-06-30")
        }
        input How {
          depth: Int
          far: Boolean @deprecated(reason: "Say `depth`.") @sunset(on: "2027-01-31")
          order: Order
          then: How
        }
        enum Order { UP DOWN SIDEWAYS @deprecated(reason: "Nobody does.") @sunset(on: "2027-02-28") }
        """
    private static let far = #"{"coordinate":"How.far","reason":"Say `depth`.","sunset":"2027-01-31"}"#
    private static let sideways =
        #"{"coordinate":"Order.SIDEWAYS","reason":"Nobody does.","sunset":"2027-02-28"}"#

    private func answer(
        _ query: String, _ variables: InputValue? = nil, account: CostAccount = CostAccount()
    ) async throws -> String {
        let schema = try Schema(sdl: Self.schemaText)
        let things = ArraySource(
            "Thing", of: [Thing(id: "a"), Thing(id: "b")],
            columns: [.text("id") { $0.id }, .text("name") { $0.id }])
        let service = try GraphQLService(
            schema: schema,
            resolvers: [
                ObjectResolver(
                    typeName: "Query",
                    fields: [
                        things.all("things"), things.one("thing", where: "id", equals: .argument("id")),
                    ]),
                things.resolver(in: schema),
            ])
        return await service.execute(
            GraphQLRequest(document: Array(query.utf8), variables: variables), for: (), access: .all,
            values: RequestValues(nowSeconds: 0), account: account, requestID: "r1"
        ).body.text
    }

    @Test func `a deprecated field is told once, with its reason and its day`() async throws {
        #expect(
            try await answer("{ things { name again: name } thing(id: \"a\") { name } }")
                == #"{"data":{"things":[{"name":"a","again":"a"},{"name":"b","again":"b"}],"#
                + #""thing":{"name":"a"}},"extensions":{"deprecations":[{"coordinate":"Thing.name","#
                + #""reason":"Say \"id\".","sunset":"2027-06-30"}]}}"#)
    }

    @Test func `an argument is told where it is given`() async throws {
        #expect(
            try await answer("{ thing(id: \"a\", by: \"b\") { id } }")
                == #"{"data":{"thing":{"id":"a"}},"extensions":{"deprecations":["#
                + #"{"coordinate":"Query.thing(by:)","reason":"Use `id`."}]}}"#)
        #expect(try await answer("{ thing(id: \"a\") { id } }") == #"{"data":{"thing":{"id":"a"}}}"#)
    }

    @Test(arguments: [
        ("how: {far: true}", [far]), ("how: {depth: 1, order: UP}", []), ("order: SIDEWAYS", [sideways]),
        ("how: {then: {then: {far: false, order: SIDEWAYS}}}", [far, sideways]),
        ("hows: [{depth: 1}, {far: null}, {far: true}]", [far]), ("hows: {far: true}", [far]),
    ]) func `input fields and enum values are told where literals use them`(
        _ argument: String, _ told: [String]
    ) async throws {
        let answer = try await answer("{ thing(id: \"a\", \(argument)) { id } }")
        #expect(answer == Self.answer(told))
    }

    @Test(arguments: [
        (InputValue.object([]), [sideways]),
        (.object([.init(name: "order", value: .string("UP"))]), []),
        (.object([.init(name: "order", value: .null)]), []),
        (.object([.init(name: "order", value: .string("SIDEWAYS"))]), [sideways]),
        (
            .object([
                .init(name: "order", value: .string("DOWN")),
                .init(
                    name: "hows",
                    value: .list([
                        .object([.init(name: "depth", value: .int(1))]),
                        .object([.init(name: "then", value: .object([.init(name: "far", value: .null)]))]),
                    ])),
            ]), [far]
        ),
    ]) func `variables are looked at as each request gives them, defaults where it gives none`(
        _ variables: InputValue, _ told: [String]
    ) async throws {
        let answer = try await answer(
            """
            query ($order: Order = SIDEWAYS, $hows: [How!]) {
              thing(id: "a", order: $order, hows: $hows) { id }
            }
            """, variables)
        #expect(answer == Self.answer(told))
    }

    @Test func `what the document and its variables use is told once`() async throws {
        let answer = try await answer(
            "query ($how: How) { thing(id: \"a\", how: $how, hows: {far: true}) { id } }",
            .object([.init(name: "how", value: .object([.init(name: "far", value: .boolean(true))]))]))
        #expect(answer == Self.answer([Self.far]))
    }

    private static func answer(_ told: [String]) -> String {
        let data = #"{"data":{"thing":{"id":"a"}}"#
        return told.isEmpty
            ? data + "}" : data + #","extensions":{"deprecations":[\#(told.joined(separator: ","))]}}"#
    }

    @Test func `cost and deprecations stand side by side`() async throws {
        let text = try await answer("{ thing(id: \"a\") { name } }", account: CostAccount(isShown: true))
        #expect(text.contains(#""extensions":{"cost":{"requested":1,"actual":1},"deprecations":[{"#))
        #expect(text.hasSuffix("}]}}"))
    }
}
