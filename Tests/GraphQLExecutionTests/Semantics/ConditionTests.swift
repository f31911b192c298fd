import GraphQLExecution
import GraphQLSchema
import GraphQLValidation
import Testing

/// - SeeAlso: GraphQL Sep 2025 §3.13.1, §3.13.2, §6.3.2
@Suite struct ConditionTests {
    private static let null = #"{"v": null}"#

    /// The data of a response and the paths of its errors.
    private func outcome(_ query: String, _ variables: String? = null) async throws -> String {
        let text = try await Zoo.run(query, variables: variables).text
        let parts = text.split(separator: #","errors":"#, maxSplits: 1)
        let paths = text.split(separator: #""path":"#).dropFirst().map { $0.prefix { $0 != "]" } + "]" }
        return ([parts[0] + (parts.count > 1 ? "}" : "")] + paths).joined(separator: " ")
    }

    @Test func `a null condition is an error of the object whose fields it decides on`() async throws {
        let query = "query ($v: Boolean = true) { keeper(id: 1) { name @include(if: $v) } greeting }"

        #expect(
            try await outcome(query, nil) == #"{"data":{"keeper":{"name":"Ana"},"greeting":"Hello you"}}"#)
        #expect(
            try await outcome(query) == #"{"data":{"keeper":null,"greeting":"Hello you"}} ["keeper"]"#)
        let text = try await Zoo.run(query, variables: Self.null).text
        #expect(text.contains(#""locations":[{"line":1,"column":64}]"#))
        #expect(text.contains("BAD_USER_INPUT"))
    }

    @Test func `a null condition is an error of each object of a list`() async throws {
        #expect(
            try await outcome(
                "query ($v: Boolean = true) { pets { __typename ... on Dog { name @skip(if: $v) } } }")
                == #"{"data":{"pets":[null,{"__typename":"Cat"},null]}} ["pets",0] ["pets",2]"#)
        #expect(
            try await outcome("query ($v: Boolean = true) { keepers { name @skip(if: $v) } greeting }")
                == #"{"data":null} ["keepers",0]"#)
    }

    @Test func `a null condition at the root leaves no data, and nothing is run`() async throws {
        let result = try await Zoo.run(
            """
            mutation ($v: Boolean = true) {
              rename(input: {id: 1, name: "x"}) @include(if: $v) { keeper { name } }
            }
            """, variables: Self.null)

        #expect(result.text.hasPrefix(#"{"data":null,"errors":[{"message":"#))
        #expect(!result.text.contains("path"))
        #expect(result.transactions.isEmpty)
    }

    @Test(arguments: [
        "@skip(if: true) @include(if: $v)", "@include(if: $v) @skip(if: true)",
    ])
    func `what is skipped anyway asks for no other condition`(directives: String) async throws {
        #expect(
            try await outcome(
                "query ($v: Boolean = true) { keeper(id: 1) { number name \(directives) } }")
                == #"{"data":{"keeper":{"number":1}}}"#)
        #expect(
            try await outcome(
                "query ($v: Boolean = true) { greeting ... @skip(if: true) { a: greeting @include(if: $v) } }"
            )
                == #"{"data":{"greeting":"Hello you"}}"#)
    }

    @Test func `a null variable that decides on no condition of the operation refuses nothing`() async throws
    {
        let document = """
            query A($v: Boolean = true) { a: greeting @include(if: $v) }
            query B($v: String) { greeting(name: $v) }
            """

        let result = try await Zoo.run(document, variables: Self.null, operation: "B")

        #expect(result.text == #"{"data":{"greeting":null}}"#)
    }

    @Test func `conditions of fragments count for the operations that reach them`() async throws {
        let document = """
            query A($v: Boolean!) { ...F }
            query B { greeting }
            fragment F on Query { ...G }
            fragment G on Query { greeting @include(if: $v) keeper(id: 1) { name @skip(if: $v) } }
            """

        let with = try await Zoo.run(document, variables: #"{"v": true}"#, operation: "A")
        let without = try await Zoo.run(document, variables: #"{"v": false}"#, operation: "A")

        #expect(with.text == #"{"data":{"greeting":"Hello you","keeper":{}}}"#)
        #expect(without.text == #"{"data":{"keeper":{"name":"Ana"}}}"#)
    }

    @Test func `an operation may have more than 64 conditions`() async throws {
        let count = 150
        let declared = (0..<count).map { "$v\($0): Boolean!" }.joined(separator: " ")
        let fields = (0..<count).map { "a\($0): __typename @include(if: $v\($0))" }.joined(separator: " ")
        var limits = ExecutionLimits()
        limits.validation = .unlimited

        for chosen in [0, 63, 64, 65, 127, 128, 149] {
            let values = (0..<count).map { "\"v\($0)\":\($0 == chosen)" }.joined(separator: ",")
            let result = try await Zoo.run(
                "query (\(declared)) { \(fields) }", variables: "{\(values)}", limits: limits)
            #expect(result.text == "{\"data\":{\"a\(chosen)\":\"Query\"}}")
        }
    }

    @Test func `a null condition within introspection is an error there`() async throws {
        #expect(
            try await outcome(
                """
                query ($v: Boolean = true) {
                  greeting __type(name: "Pet") { name possibleTypes { name @include(if: $v) } }
                }
                """)
                == #"{"data":{"greeting":"Hello you","__type":{"name":"Pet","possibleTypes":null}}} "#
                + #"["__type","possibleTypes",0]"#)
    }
}
