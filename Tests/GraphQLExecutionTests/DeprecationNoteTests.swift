import GraphQLExecution
import GraphQLSchema
import Testing

/// What responses tell of what will go.
@Suite struct DeprecationNoteTests {
    private struct Thing: Sendable { let id: String }

    private func answer(_ query: String, account: CostAccount = CostAccount()) async throws -> String {
        let schema = try Schema(
            sdl: """
                directive @sunset(on: String!) on FIELD_DEFINITION | ARGUMENT_DEFINITION
                type Query {
                  things: [Thing!]!
                  thing(id: ID!, by: ID @deprecated(reason: "Use `id`.")): Thing
                }
                type Thing {
                  id: ID!
                  name: ID @deprecated(reason: "Say \\"id\\".") @sunset(on: "2027-06-30")
                }
                """)
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
            GraphQLRequest(document: Array(query.utf8)), for: (), access: .all,
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

    @Test func `cost and deprecations stand side by side`() async throws {
        let text = try await answer("{ thing(id: \"a\") { name } }", account: CostAccount(isShown: true))
        #expect(text.contains(#""extensions":{"cost":{"requested":1,"actual":1},"deprecations":[{"#))
        #expect(text.hasSuffix("}]}}"))
    }
}
