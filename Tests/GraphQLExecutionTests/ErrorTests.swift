import GraphQLExecution
import GraphQLSchema
import Testing

@Suite struct NullPropagationTests {
    @Test func `a null in a non-null field takes the nearest nullable object with it`() async throws {
        let result = try await Zoo.run("{ keeper(id: 1) { name broken } greeting }")

        #expect(
            result.text
                == #"{"data":{"keeper":null,"greeting":"Hello you"},"errors":[{"message":"#
                + #""Cannot return null for non-nullable field Keeper.broken.","#
                + #""locations":[{"line":1,"column":24}],"#
                + #""path":["keeper","broken"],"extensions":{"code":"NULL_IN_NON_NULL","requestId":"r1"}}]}"#)
    }

    @Test func `a null that reaches the root makes data null`() async throws {
        let result = try await Zoo.run("{ keepers { broken } }")

        #expect(result.text.hasPrefix(#"{"data":null,"errors":[{"message":"Cannot return null"#))
        #expect(result.text.contains(#""path":["keepers",0,"broken"]"#))
        #expect(result.text.errorCount == 1)
    }

    /// The specification adds errors and takes none away; what comes after a null that spreads is not run.
    @Test func `errors from before a null that takes their object with it stay, none are found after it`()
        async throws
    {
        let result = try await Zoo.run("{ keeper(id: 2) { animals { legs } broken badges } }")

        #expect(result.text.hasPrefix(#"{"data":{"keeper":null},"#))
        #expect(result.text.errorCount == 2)
        #expect(result.text.contains(#""path":["keeper","animals""#))
        #expect(result.text.contains(#""path":["keeper","broken"]"#))
    }

    @Test func `a null item of a list of non-null leaves takes the list with it`() async throws {
        let result = try await Zoo.run("{ a: keeper(id: 2) { badges } b: keeper(id: 1) { badges } }")

        #expect(result.text.hasPrefix(#"{"data":{"a":{"badges":null},"b":{"badges":["Ana"]}},"errors""#))
        #expect(result.text.contains(#""path":["a","badges",1]"#))
    }

    @Test func `an error names every node that asks for the field`() async throws {
        let result = try await Zoo.run("{ fails ...F fails } fragment F on Query { fails }")

        #expect(
            result.text.contains(
                #""locations":[{"line":1,"column":3},{"line":1,"column":44},{"line":1,"column":14}],"#
                    + #""path":["fails"]"#))
    }

    @Test func `a failing field is null and its siblings stay`() async throws {
        let result = try await Zoo.run("{ fails greeting }")

        #expect(
            result.text
                == #"{"data":{"fails":null,"greeting":"Hello you"},"errors":[{"message":"Out of order.","#
                + #""locations":[{"line":1,"column":3}],"path":["fails"],"#
                + #""extensions":{"code":"BROKEN","requestId":"r1"}}]}"#)
    }

    @Test func `an absent row of a non-null look-up makes data null`() async throws {
        let result = try await Zoo.run("{ strictKeeper(id: 99) { name } }")

        #expect(result.text.hasPrefix(#"{"data":null,"errors":"#))
        #expect(result.text.contains("NOT_FOUND"))
    }
}

@Suite struct RequestErrorTests {
    @Test func `a syntax error has a place and no data`() async throws {
        let result = try await Zoo.run("{ keepers {")

        #expect(result.kind == .syntaxError)
        #expect(result.text.hasPrefix(#"{"errors":[{"message":"#))
        #expect(result.text.contains(#""locations":[{"line":1,"column":12}]"#))
        #expect(result.text.contains(#""code":"GRAPHQL_PARSE_FAILED""#))
    }

    @Test func `an invalid document is refused before anything runs`() async throws {
        let result = try await Zoo.run("{ keepers { nope } }")

        #expect(result.kind == .requestError)
        #expect(!result.text.contains(#""data""#))
        #expect(result.text.contains(#""locations":[{"line":1,"column":13}]"#))
        #expect(result.transactions.isEmpty)
    }

    @Test func `a field outside the view does not exist`() async throws {
        let schema = try Schema(sdl: Zoo.sdl)
        let query = try #require(schema.type(named: "Query"))
        let visible = try #require(schema.field(named: "greeting", of: query))

        let hidden = try await Zoo.run("{ fails }", access: AccessPolicy(view: SchemaView([visible])))
        let shown = try await Zoo.run("{ greeting }", access: AccessPolicy(view: SchemaView([visible])))

        #expect(hidden.kind == .requestError)
        #expect(shown.text == #"{"data":{"greeting":"Hello you"}}"#)
    }

    @Test(arguments: [
        (#"{"id": "x"}"#, "got an invalid value"), ("{}", "was not provided"),
        (#"{"id": null}"#, "was not provided"),
        (#"{"id": 3000000000}"#, "got an invalid value"),
    ])
    func `variables that do not fit are named`(variables: String, part: String) async throws {
        let result = try await Zoo.run(
            "query ($id: Int!) { keeper(id: $id) { name } }", variables: variables)

        #expect(result.kind == .requestError)
        #expect(result.text.contains("$id"))
        #expect(result.text.contains(part))
        #expect(result.text.contains("BAD_USER_INPUT"))
    }

    @Test func `a response beyond its limit is refused whole`() async throws {
        let query = "{ keepers { name animals { name } } }"
        var limits = ExecutionLimits()
        limits.responseByteCountMax = 60

        let small = try await Zoo.run("{ greeting }", limits: limits)
        let large = try await Zoo.run(query, limits: limits)

        #expect(small.kind == .data)
        #expect(large.kind == .requestError)
        #expect(large.text.contains(#""code":"RESPONSE_TOO_LARGE","limit":"graphql.maxResponseBytes""#))
        #expect(!large.text.contains(#""data""#))
    }

    @Test func `the operation must be told apart`() async throws {
        let document = "query A { greeting } query B { __typename }"

        let unnamed = try await Zoo.run(document)
        let unknown = try await Zoo.run(document, operation: "C")
        let named = try await Zoo.run(document, operation: "B")
        let empty = try await Zoo.run("query K { greeting }", operation: "")
        let alike = try await Zoo.run("query K { greeting }", operation: "\u{212A}")

        #expect(empty.text.contains("OPERATION_RESOLUTION_FAILURE"))
        #expect(alike.text.contains("OPERATION_RESOLUTION_FAILURE"))
        #expect(unnamed.text.contains("OPERATION_RESOLUTION_FAILURE"))
        #expect(unknown.text.contains("OPERATION_RESOLUTION_FAILURE"))
        #expect(named.text == #"{"data":{"__typename":"Query"}}"#)
    }
}

@Suite struct MutationTests {
    @Test func `root fields run one after the other, each in its own transaction`() async throws {
        let result = try await Zoo.run(
            """
            mutation {
              a: rename(input: {id: 1, name: "x"}) { keeper { name animals { name } } userErrors { message } }
              b: rename(input: {id: 2, name: ""}) { keeper { name } userErrors { message } }
            }
            """)

        #expect(
            result.text
                == #"{"data":{"a":{"keeper":{"name":"Ana","animals":[{"name":"Fish"},{"name":"Rex"}]},"#
                + #""userErrors":[]},"b":{"keeper":null,"userErrors":[{"message":"A name is needed."}]}}}"#)
        #expect(result.transactions == ["commit", "rollback"])
    }

    @Test func `a failed mutation is null with its code and the next one runs`() async throws {
        let result = try await Zoo.run(
            """
            mutation { explode { keeper { name } } rename(input: {id: 1, name: "x"}) { keeper { name } } }
            """)

        #expect(
            result.text.hasPrefix(#"{"data":{"explode":null,"rename":{"keeper":{"name":"Ana"}}},"errors""#))
        #expect(result.text.contains(#""path":["explode"],"extensions":{"code":"CONFLICT""#))
        #expect(result.transactions == ["rollback", "commit"])
    }

    @Test func `a mutation that cannot reach its data says so before anything happened, and only then`()
        async throws
    {
        let away = "mutation { offline { keeper { name } } }"
        let after =
            "mutation { rename(input: {id: 1, name: \"x\"}) { keeper { name } } offline { keeper { name } } }"

        let first = try await Zoo.run(away)
        let second = try await Zoo.run(after)

        #expect(first.kind == .unavailable)
        #expect(!first.text.contains(#""data""#))
        #expect(second.kind == .dataWithErrors)
        #expect(second.text.hasPrefix(#"{"data":{"rename":{"keeper":{"name":"Ana"}},"offline":null}"#))
    }

    @Test func `a mutation is refused where only queries may run`() async throws {
        let result = try await Zoo.run("mutation { explode { keeper { name } } }", queriesOnly: true)

        #expect(result.kind == .mutationNotAllowed)
        #expect(result.transactions.isEmpty)
    }
}

extension String {
    /// How many error entries a response holds.
    fileprivate var errorCount: Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: "{\"message\":") {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
