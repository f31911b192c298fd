import GraphQLExecution
import Testing

/// - SeeAlso: the proposal of incremental delivery, `@defer`
@Suite struct DeferTests {
    @Test func `a deferred fragment follows the initial result`() async throws {
        let answer = try await Fleet.run("{ ship { number ... @defer { name } } }")

        #expect(
            answer.texts == [
                #"{"data":{"ship":{"number":1}},"pending":[{"id":"0","path":["ship"]}],"hasNext":true}"#,
                #"{"incremental":[{"id":"0","data":{"name":"Aurora"}}],"completed":[{"id":"0"}],"#
                    + #""hasNext":false}"#,
            ])
        #expect(answer.payloads.map(\.hasNext) == [true, false])
    }

    @Test(arguments: [
        "{ ship { number ...Name @defer(label: \"later\") } } fragment Name on Ship { name }",
        "{ ship { number ... on Ship @defer(label: \"later\") { name } } }",
    ])
    func `a label comes back with pending`(query: String) async throws {
        let answer = try await Fleet.run(query)

        #expect(answer.texts[0].contains(#""pending":[{"id":"0","path":["ship"],"label":"later"}]"#))
    }

    @Test func `a null label is none`() async throws {
        let answer = try await Fleet.run("{ ship { number ... @defer(label: null) { name } } }")

        #expect(answer.texts[0].contains(#""pending":[{"id":"0","path":["ship"]}]"#))
    }

    @Test(arguments: [
        ("{ ship { number ... @defer(if: false) { name } } }", nil),
        ("query ($if: Boolean!) { ship { number ... @defer(if: $if) { name } } }", #"{"if": false}"#),
        ("query ($if: Boolean! = false) { ship { number ... @defer(if: $if) { name } } }", nil),
    ])
    func `a condition switches deferral off`(query: String, variables: String?) async throws {
        let answer = try await Fleet.run(query, variables: variables)

        #expect(answer.texts == [#"{"data":{"ship":{"number":1,"name":"Aurora"}}}"#])
        #expect(!answer.payloads[0].hasNext)
    }

    @Test(arguments: [nil, #"{"if": true}"#])
    func `a condition without a value is true`(variables: String?) async throws {
        let answer = try await Fleet.run(
            "query ($if: Boolean) { ship { number ... @defer(if: $if) { name } } }", variables: variables)

        #expect(answer.texts.count == 2)
    }

    @Test func `the whole operation can be deferred`() async throws {
        let answer = try await Fleet.run("{ ... @defer(label: \"all\") { ship { name } } }")

        #expect(
            answer.texts == [
                #"{"data":{},"pending":[{"id":"0","path":[],"label":"all"}],"hasNext":true}"#,
                #"{"incremental":[{"id":"0","data":{"ship":{"name":"Aurora"}}}],"#
                    + #""completed":[{"id":"0"}],"hasNext":false}"#,
            ])
        #expect(answer.events == ["begin", "payload", "load Ship.byNumber × 1, last", "payload", "end"])
    }

    @Test func `a deferred fragment inside another one is announced when that is completed`() async throws {
        let answer = try await Fleet.run(
            """
            { ship { number ... @defer(label: "outer") { name
                ... @defer(label: "inner") { captain { name } } } } }
            """)

        #expect(
            answer.texts == [
                #"{"data":{"ship":{"number":1}},"pending":[{"id":"0","path":["ship"],"label":"outer"}],"#
                    + #""hasNext":true}"#,
                #"{"pending":[{"id":"1","path":["ship"],"label":"inner"}],"#
                    + #""incremental":[{"id":"0","data":{"name":"Aurora"}}],"completed":[{"id":"0"}],"#
                    + #""hasNext":true}"#,
                #"{"incremental":[{"id":"1","data":{"captain":{"name":"Ana"}}}],"completed":[{"id":"1"}],"#
                    + #""hasNext":false}"#,
            ])
        #expect(answer.rounds == ["load Ship.byNumber × 1", "load Sailor.byNumber × 1, last"])
    }

    @Test func `every object of a list has a delivery of its own, all in one round`() async throws {
        let answer = try await Fleet.run("{ ships { number ... @defer { port { name } } } }")

        #expect(
            answer.texts[0].contains(
                #""pending":[{"id":"0","path":["ships",0]},{"id":"1","path":["ships",1]},"#
                    + #"{"id":"2","path":["ships",2]}]"#))
        #expect(
            answer.texts[1]
                == #"{"incremental":[{"id":"0","data":{"port":{"name":"Lima"}}},"#
                + #"{"id":"1","data":{"port":{"name":"Ilo"}}},{"id":"2","data":{"port":{"name":"Lima"}}}],"#
                + #""completed":[{"id":"0"},{"id":"1"},{"id":"2"}],"hasNext":false}"#)
        #expect(answer.rounds == ["load Ship.all × 1", "load Port.byNumber × 2, last"])
    }

    @Test func `objects of several types each defer their own fields`() async throws {
        let answer = try await Fleet.run(
            """
            { things { ... on Buoy { name ... @defer { port { name } } }
                       ... on Light { ... @defer { name keeper { name } } } } }
            """)

        #expect(answer.texts[0].contains(#""things":[{"name":"red"},{},{"name":"tip"}]"#))
        #expect(answer.texts[1].contains(#""data":{"name":"north","keeper":{"name":"Cy"}}"#))
        #expect(answer.texts[1].contains(#""data":{"port":{"name":"Ilo"}}"#))
    }

    @Test func `what a connection says about its page can be deferred`() async throws {
        let answer = try await Fleet.run(
            "{ sailors(first: 1) { nodes { name } ... @defer { pageInfo { hasNextPage endCursor } } } }")

        #expect(answer.texts[0].contains(#""sailors":{"nodes":[{"name":"Ana"}]}"#))
        #expect(answer.texts[1].contains(#""data":{"pageInfo":{"hasNextPage":true,"endCursor":"c1"}}"#))
    }

    @Test func `an object made of columns can be deferred and can defer`() async throws {
        let answer = try await Fleet.run(
            "{ ship { ... @defer { hull { weight ... @defer { port { name } } } } } }")

        #expect(answer.texts[1].contains(#""data":{"hull":{"weight":500}}"#))
        #expect(answer.texts[1].contains(#""pending":[{"id":"1","path":["ship","hull"]}]"#))
        #expect(answer.texts[2].contains(#"{"id":"1","data":{"port":{"name":"Lima"}}}"#))
    }

    @Test func `mutations answer at once`() async throws {
        let answer = try await Fleet.run(
            "mutation { launch { ship { name ... @defer { captain { name } } } } }")

        #expect(answer.texts == [#"{"data":{"launch":{"ship":{"name":"Aurora","captain":{"name":"Ana"}}}}}"#])
    }

    @Test func `a client without incremental delivery gets everything at once`() async throws {
        let text = try await Fleet.plain(
            "{ ships { name ... @defer { port { name } } } ship { flags @stream } }")

        #expect(text.hasPrefix(#"{"data":{"ships":[{"name":"Aurora","port":{"name":"Lima"}},"#))
        #expect(text.hasSuffix(#""ship":{"flags":["a","b","c"]}}}"#))
    }
}
