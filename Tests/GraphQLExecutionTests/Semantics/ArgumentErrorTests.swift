import GraphQLExecution
import Testing

/// - SeeAlso: GraphQL Sep 2025 §6.4.1
@Suite struct ArgumentErrorTests {
    @Test func `a null that a variable brings where null does not belong is an error of that field alone`()
        async throws
    {
        let result = try await Zoo.run(
            "query ($id: Int = 1) { keeper(id: $id) { name } greeting }", variables: #"{"id": null}"#)

        #expect(
            result.text.hasPrefix(#"{"data":{"keeper":null,"greeting":"Hello you"},"errors":[{"message":"#))
        #expect(
            result.text.contains(#""locations":[{"line":1,"column":35}],"path":["keeper"],"#))
        #expect(result.text.contains("BAD_USER_INPUT"))
        #expect(result.transactions == ["read"])
    }

    @Test func `a mutation whose arguments fail does not run`() async throws {
        let result = try await Zoo.run(
            """
            mutation ($in: RenameInput = {id: 1, name: "x"}) {
              rename(input: $in) { keeper { name } } explode { keeper { name } }
            }
            """, variables: #"{"in": null}"#)

        #expect(result.text.hasPrefix(#"{"data":null,"errors":[{"message":"#))
        #expect(result.text.contains(#""path":["rename"]"#))
        #expect(result.transactions.isEmpty)
    }

    @Test func `a variable within an object is checked where it stands`() async throws {
        let query = """
            mutation ($name: String = "x") {
              rename(input: {id: 1, name: $name}) { keeper { name } }
            }
            """

        let good = try await Zoo.run(query)
        let bad = try await Zoo.run(query, variables: #"{"name": null}"#)

        #expect(good.text == #"{"data":{"rename":{"keeper":{"name":"Ana"}}}}"#)
        #expect(bad.text.hasPrefix(#"{"data":null,"errors":"#))
        #expect(bad.text.contains(#""line":2,"column":17"#))
    }
}
