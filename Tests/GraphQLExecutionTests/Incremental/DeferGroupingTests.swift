import GraphQLExecution
import Testing

/// Which delivery brings which field.
///
/// - SeeAlso: the proposal of incremental delivery, CollectFields and BuildExecutionPlan
@Suite struct DeferGroupingTests {
    @Test(arguments: [
        "{ ship { ...F @defer ...F } } fragment F on Ship { name }",
        "{ ship { ...F ...F @defer } } fragment F on Ship { name }",
        "{ ship { name ... @defer { name } } }",
        "{ ship { ... @defer { name @skip(if: true) } name } }",
    ])
    func `a field that is also asked for at once comes at once`(query: String) async throws {
        let answer = try await Fleet.run(query)

        #expect(answer.texts == [#"{"data":{"ship":{"name":"Aurora"}}}"#])
    }

    @Test func `an empty fragment is not announced`() async throws {
        let answer = try await Fleet.run("{ ship { ... @defer { name @skip(if: true) } } }")

        #expect(answer.texts == [#"{"data":{"ship":{}}}"#])
    }

    @Test func `a fragment inside an empty one stands for it`() async throws {
        let answer = try await Fleet.run("{ ship { ... @defer { ... @defer(label: \"inner\") { name } } } }")

        #expect(answer.texts[0].contains(#""pending":[{"id":"0","path":["ship"],"label":"inner"}]"#))
        #expect(answer.texts.count == 2)
    }

    @Test func `two deliveries of the same fields send them once`() async throws {
        let answer = try await Fleet.run(
            """
            { ship { ...F @defer(label: "a") ...F @defer(label: "b") } } fragment F on Ship { name }
            """)

        #expect(
            answer.texts[0].contains(
                #"{"id":"0","path":["ship"],"label":"a"},{"id":"1","path":["ship"],"label":"b"}"#))
        #expect(
            answer.texts[1]
                == #"{"incremental":[{"id":"0","data":{"name":"Aurora"}}],"#
                + #""completed":[{"id":"0"},{"id":"1"}],"hasNext":false}"#)
    }

    @Test func `deliveries with different fields are sent apart`() async throws {
        let answer = try await Fleet.run(
            """
            { ship { ... @defer(label: "a") { number } ... @defer(label: "b") { name } } }
            """)

        #expect(
            answer.texts[1]
                == #"{"incremental":[{"id":"0","data":{"number":1}},{"id":"1","data":{"name":"Aurora"}}],"#
                + #""completed":[{"id":"0"},{"id":"1"}],"hasNext":false}"#)
    }

    @Test func `fields below a common object are sent to its path`() async throws {
        let answer = try await Fleet.run(
            """
            { ship { ... @defer(label: "a") { captain { number } }
                ... @defer(label: "b") { captain { name } } } }
            """)

        #expect(
            answer.texts[1].contains(
                #""incremental":[{"id":"0","data":{"captain":{}}},"#
                    + #"{"id":"0","subPath":["captain"],"data":{"number":1}},"#
                    + #"{"id":"1","subPath":["captain"],"data":{"name":"Ana"}}]"#))
    }

    @Test func `fields of the initial result are not sent again`() async throws {
        let answer = try await Fleet.run(
            """
            { ship { number captain { name }
              ... @defer { number captain { name number } sister { number } } } }
            """)

        #expect(answer.texts[0].contains(#""data":{"ship":{"number":1,"captain":{"name":"Ana"}}}"#))
        #expect(answer.texts[1].contains(#"{"id":"0","data":{"sister":{"number":2}}}"#))
        #expect(answer.texts[1].contains(#"{"id":"0","subPath":["captain"],"data":{"number":1}}"#))
    }

    @Test func `fields of an enclosing delivery are not sent again`() async throws {
        let answer = try await Fleet.run(
            """
            { ship { ... @defer { captain { name ... @defer { name number } } } } }
            """)

        #expect(answer.texts[1].contains(#"{"id":"0","data":{"captain":{"name":"Ana"}}}"#))
        #expect(answer.texts.joined().contains(#"{"id":"1","data":{"number":1}}"#))
        #expect(answer.texts.joined().split(separator: #""name":"Ana""#).count == 2)
    }

    @Test func `data goes under the pending path that stands nearest`() async throws {
        let answer = try await Fleet.run(
            """
            { ... @defer(label: "outer") { ship { number captain { name } } }
              ship { ... @defer(label: "near") { captain { name } } } }
            """)

        let texts = answer.texts.joined()
        #expect(texts.contains(#"{"id":"0","path":[],"label":"outer"}"#))
        #expect(texts.contains(#"{"id":"1","path":["ship"],"label":"near"}"#))
        #expect(texts.contains(#"{"id":"1","data":{"captain":{"name":"Ana"}}}"#))
        #expect(texts.contains(#"{"id":"0","subPath":["ship"],"data":{"number":1}}"#))
    }

    @Test func `a list that is already there gets its objects' deferred fields`() async throws {
        let answer = try await Fleet.run(
            "{ ship { crew { number } ... @defer(label: \"a\") { crew { name } } } }")

        #expect(answer.texts[0].contains(#""crew":[{"number":1},{"number":3},{"number":4},{"number":5}]"#))
        #expect(answer.texts[0].contains(#""pending":[{"id":"0","path":["ship"],"label":"a"}]"#))
        #expect(
            answer.texts[1].contains(#"{"id":"0","subPath":["crew",0],"data":{"name":"Ana"}}"#))
        #expect(answer.texts[1].contains(#""completed":[{"id":"0"}]"#))
    }

    @Test func `nothing is deferred below an empty list or a null`() async throws {
        let empty = try await Fleet.run(
            "{ ship(number: 3) { crew { number } ... @defer { crew { name } } } }")
        let null = try await Fleet.run(
            "{ ship(number: 2) { sister { number } ... @defer { sister { name } } } }")
        let absent = try await Fleet.run("{ ship(number: 9) { ... @defer { name } } }")

        #expect(empty.texts == [#"{"data":{"ship":{"crew":[]}}}"#])
        #expect(null.texts == [#"{"data":{"ship":{"sister":null}}}"#])
        #expect(absent.texts == [#"{"data":{"ship":null}}"#])
    }

    @Test func `deliveries that need fewer rounds come first`() async throws {
        let answer = try await Fleet.run(
            """
            { ship { number
              ... @defer(label: "slow") { captain { ship { port { name } } } }
              ... @defer(label: "fast") { sister { name } } } }
            """)

        #expect(answer.texts[1].contains(#""data":{"sister":{"name":"Borea"}}"#))
        #expect(answer.texts[1].contains(#""completed":[{"id":"1"}]"#))
        #expect(answer.texts[2].contains(#""completed":[{"id":"0"}]"#))
        #expect(
            answer.events == [
                "begin", "load Ship.byNumber × 1", "payload", "load Sailor.byNumber × 1, Ship.byNumber × 1",
                "payload", "load Ship.byNumber × 1", "load Port.byNumber × 1, last", "payload", "end",
            ])
    }

    @Test func `shared fields come with the delivery that is completed first`() async throws {
        let answer = try await Fleet.run(
            """
            { ship { ... @defer(label: "a") { name captain { ship { name } } }
                ... @defer(label: "b") { name } } }
            """)

        #expect(
            answer.texts[1].contains(
                #""incremental":[{"id":"1","data":{"name":"Aurora"}}],"completed":[{"id":"1"}]"#))
        #expect(!answer.texts[2].contains("\"name\":\"Aurora\"},"))
        #expect(answer.texts[2].contains(#""data":{"captain":{"ship":{"name":"Aurora"}}}"#))
    }
}
