import GraphQLExecution
import Testing

/// - SeeAlso: the proposal of incremental delivery, `@stream`
@Suite struct StreamTests {
    @Test func `the first items come with the list, the others follow`() async throws {
        let answer = try await Fleet.run("{ ship { flags @stream(initialCount: 1) } }")

        #expect(
            answer.texts == [
                #"{"data":{"ship":{"flags":["a"]}},"pending":[{"id":"0","path":["ship","flags"]}],"#
                    + #""hasNext":true}"#,
                #"{"incremental":[{"id":"0","items":["b","c"]}],"completed":[{"id":"0"}],"hasNext":false}"#,
            ])
    }

    @Test func `without a count no item comes with the list`() async throws {
        let answer = try await Fleet.run("{ ship { flags @stream(label: \"later\") } }")

        #expect(answer.texts[0].contains(#""flags":[]"#))
        #expect(answer.texts[0].contains(#""path":["ship","flags"],"label":"later""#))
        #expect(answer.texts[1].contains(#""items":["a","b","c"]"#))
    }

    @Test(arguments: [
        "{ ship { flags @stream(initialCount: 3) } }", "{ ship { flags @stream(initialCount: 9) } }",
        "{ ship { flags @stream(if: false) } }",
    ])
    func `a list that is complete or not streamed is one payload`(query: String) async throws {
        let answer = try await Fleet.run(query)

        #expect(answer.texts == [#"{"data":{"ship":{"flags":["a","b","c"]}}}"#])
    }

    @Test func `an absent list is not announced`() async throws {
        let answer = try await Fleet.run("{ ship { noFlags @stream } }")

        #expect(answer.texts == [#"{"data":{"ship":{"noFlags":null}}}"#])
    }

    @Test(arguments: [(#"{"n": 2}"#, #"["a","b"]"#), (#"{}"#, #"["a"]"#), (#"{"n": 0}"#, "[]")])
    func `the count may be a variable`(variables: String, first: String) async throws {
        let answer = try await Fleet.run(
            "query ($n: Int = 1) { ship { flags @stream(initialCount: $n) } }", variables: variables)

        #expect(answer.texts[0].contains("\"flags\":\(first)"))
    }

    @Test(arguments: ["-1", "null"])
    func `a count that is none is an error of the list`(count: String) async throws {
        let answer = try await Fleet.run("{ ship { number flags @stream(initialCount: \(count)) } }")

        #expect(answer.texts.count == 1)
        #expect(answer.texts[0].hasPrefix(#"{"data":{"ship":{"number":1,"flags":null}},"errors":["#))
        #expect(answer.texts[0].contains(#""path":["ship","flags"],"extensions":{"code":"BAD_USER_INPUT""#))
    }

    @Test func `loads below later items run behind the initial result, in one round for all lists`()
        async throws
    {
        let answer = try await Fleet.run("{ ships { crew @stream(initialCount: 1) { ship { name } } } }")

        #expect(
            answer.events == [
                "begin", "load Ship.all × 1", "load Sailor.byShip × 3", "load Ship.byNumber × 2", "payload",
                "load Ship.byNumber × 1, last", "payload", "end",
            ])
        #expect(
            answer.texts[0].contains(
                #""crew":[{"ship":{"name":"Aurora"}}]},{"crew":[{"ship":{"name":"Borea"}}]}"#))
        #expect(
            answer.texts[1]
                == #"{"incremental":[{"id":"0","items":[{"ship":{"name":"Aurora"}},"#
                + #"{"ship":{"name":"Aurora"}},"#
                + #"{"ship":{"name":"Aurora"}}]}],"completed":[{"id":"0"}],"hasNext":false}"#)
    }

    @Test func `items of several types are streamed`() async throws {
        let answer = try await Fleet.run(
            """
            { things @stream(initialCount: 1) { ... on Buoy { name port { name } }
                ... on Light { keeper { name } } } }
            """)

        #expect(answer.texts[0].contains(#"{"things":[{"name":"red","port":{"name":"Lima"}}]}"#))
        #expect(
            answer.texts[1].contains(
                #""items":[{"keeper":{"name":"Cy"}},{"name":"tip","port":{"name":"Ilo"}}]"#))
    }

    @Test func `edges of a connection are streamed with their cursors`() async throws {
        let answer = try await Fleet.run(
            """
            { sailors(first: 3) { edges @stream(initialCount: 2) { cursor node { name ship { name } } }
                                  pageInfo { endCursor } } }
            """)

        #expect(answer.texts[0].contains(#""path":["sailors","edges"]"#))
        #expect(answer.texts[0].contains(#""pageInfo":{"endCursor":"c3"}"#))
        #expect(
            answer.texts[1].contains(
                #""items":[{"cursor":"c3","node":{"name":"Cy","ship":{"name":"Aurora"}}}]"#))
        #expect(answer.rounds.last == "load Ship.byNumber × 1, last")
    }

    @Test func `a stream inside a stream is announced with its items`() async throws {
        let answer = try await Fleet.run(
            "{ port { ships @stream(initialCount: 1) { name crew @stream(initialCount: 3) { name } } } }")

        #expect(
            answer.texts[0].contains(
                #""pending":[{"id":"0","path":["port","ships",0,"crew"]},{"id":"1","path":["port","ships"]}]"#
            ))
        #expect(answer.texts.joined().contains(#"{"id":"0","items":[{"name":"Ed"}]}"#))
        #expect(answer.texts.joined().contains(#"{"id":"1","items":[{"name":"Calypso","crew":[]}]}"#))
    }

    @Test func `a fragment deferred in a later item is announced with the item`() async throws {
        let answer = try await Fleet.run(
            "{ ships @stream(initialCount: 1) { number ... @defer { captain { name } } } }")

        #expect(
            answer.texts[0].contains(
                #""pending":[{"id":"0","path":["ships",0]},{"id":"1","path":["ships"]}]"#))
        #expect(
            answer.texts[1].contains(
                #""pending":[{"id":"2","path":["ships",1]},{"id":"3","path":["ships",2]}]"#))
        #expect(answer.texts[1].contains(#"{"id":"1","items":[{"number":2},{"number":3}]}"#))
        #expect(answer.texts.joined().contains(#"{"id":"3","data":{"captain":null}}"#))
    }

    @Test func `a stream in a deferred fragment is announced when that is completed`() async throws {
        let answer = try await Fleet.run("{ ship { number ... @defer { flags @stream(initialCount: 2) } } }")

        #expect(answer.texts[0].contains(#""pending":[{"id":"0","path":["ship"]}]"#))
        #expect(answer.texts[1].contains(#""pending":[{"id":"1","path":["ship","flags"]}]"#))
        #expect(answer.texts[1].contains(#"{"id":"0","data":{"flags":["a","b"]}}"#))
        #expect(answer.texts.joined().contains(#"{"id":"1","items":["c"]}"#))
    }

    @Test func `a streamed list that is asked for at once and deferred is streamed once`() async throws {
        let answer = try await Fleet.run(
            "{ ship { ...F @defer ...F } } fragment F on Ship { crew @stream(initialCount: 3) { name } }")

        #expect(answer.texts.count == 2)
        #expect(answer.texts[0].contains(#""pending":[{"id":"0","path":["ship","crew"]}]"#))
        #expect(answer.texts[1].contains(#""items":[{"name":"Ed"}]"#))
    }
}
