import GraphQLExecution
import Testing

/// Where errors and nulls of deferred fields and later items end up.
///
/// - SeeAlso: the proposal of incremental delivery; GraphQL Sep 2025 §6.4.4
@Suite struct DeliveryErrorTests {
    @Test func `an error of a deferred field comes with its data`() async throws {
        let answer = try await Fleet.run("{ ship { number ... @defer { failing } } }")

        #expect(
            answer.texts[1]
                == #"{"incremental":[{"id":"0","data":{"failing":null},"errors":[{"message":"Out of order.","#
                + #""locations":[{"line":1,"column":30}],"path":["ship","failing"],"#
                + #""extensions":{"code":"BROKEN","requestId":"r1"}}]}],"completed":[{"id":"0"}],"#
                + #""hasNext":false}"#
        )
    }

    @Test func `an error of the operation's deferred fields has its path`() async throws {
        let answer = try await Fleet.run("{ ... @defer { failing } motto }")

        #expect(answer.texts[0].contains(#"{"data":{"motto":"ahoy"}"#))
        #expect(answer.texts[1].contains(#""path":["failing"]"#))
    }

    @Test func `a null stops at the deferred fragment`() async throws {
        let answer = try await Fleet.run("{ ship { number ... @defer { name broken } } }")

        #expect(answer.texts[0].contains(#"{"data":{"ship":{"number":1}}"#))
        #expect(
            answer.texts[1].hasPrefix(#"{"completed":[{"id":"0","errors":[{"message":"Cannot return null"#))
        #expect(answer.texts[1].contains(#""path":["ship","broken"]"#))
        #expect(answer.texts[1].hasSuffix(#""hasNext":false}"#))
        #expect(!answer.texts[1].contains("Aurora"))
    }

    @Test func `a null outside takes the deferred fragment with it`() async throws {
        let object = try await Fleet.run("{ ship { broken ... @defer { captain { name } } } }")
        let root = try await Fleet.run("{ ships { strictCaptain { name } ... @defer { port { name } } } }")
        let outer = try await Fleet.run("{ ship { broken captain { ... @defer { ship { name } } } } }")

        for answer in [object, root, outer] {
            #expect(answer.texts.count == 1)
            #expect(!answer.texts[0].contains("pending"))
            #expect(!answer.texts[0].contains("hasNext"))
        }
        #expect(object.texts[0].hasPrefix(#"{"data":{"ship":null},"errors""#))
        #expect(root.texts[0].hasPrefix(#"{"data":null,"errors""#))
        #expect(object.rounds == ["load Ship.byNumber × 1"])
    }

    @Test func `a null in one object leaves the deliveries of others`() async throws {
        let answer = try await Fleet.run("{ ship { crew { rank ... @defer { name } } } }")

        #expect(
            answer.texts[0].contains(#""crew":[{"rank":"captain"},{"rank":"mate"},null,{"rank":"mate"}]"#))
        #expect(
            answer.texts[0].contains(
                #"[{"id":"0","path":["ship","crew",0]},{"id":"1","path":["ship","crew",1]},"#
                    + #"{"id":"2","path":["ship","crew",3]}]"#))
        #expect(answer.texts[1].contains(#"{"id":"2","data":{"name":"Ed"}}"#))
    }

    @Test func `a null in a deferred fragment takes what that would defer`() async throws {
        let answer = try await Fleet.run(
            "{ ship { ... @defer { captain { name ... @defer { number } } broken } number } }")

        #expect(answer.texts.count == 2)
        #expect(answer.texts[1].contains(#""completed":[{"id":"0","errors":["#))
        #expect(!answer.texts[1].contains("pending"))
        #expect(answer.texts[1].hasSuffix(#""hasNext":false}"#))
    }

    @Test func `fields that two failed deliveries share fail both`() async throws {
        let answer = try await Fleet.run(
            """
            { ship { number ... @defer(label: "a") { broken name }
                ... @defer(label: "b") { broken captain { name } } } }
            """)

        let texts = answer.texts.joined()
        #expect(texts.contains(#"{"id":"0","errors":[{"#))
        #expect(texts.contains(#"{"id":"1","errors":[{"#))
        #expect(!texts.contains("Ana"))
    }

    @Test func `one delivery fails, the other one brings the shared fields`() async throws {
        let answer = try await Fleet.run(
            """
            { ship { number ... @defer(label: "a") { broken name }
                ... @defer(label: "b") { name captain { name } } } }
            """)

        let texts = answer.texts.joined()
        #expect(texts.contains(#"{"id":"0","errors":[{"#))
        #expect(texts.contains(#"{"id":"1","data":{"name":"Aurora"}}"#))
        #expect(texts.contains(#"{"id":"1","data":{"captain":{"name":"Ana"}}}"#))
    }

    @Test func `a failure below a shared object fails the delivery that opens later`() async throws {
        let answer = try await Fleet.run(
            """
            { ship { ... @defer(label: "a") { captain { ship { broken } } }
              ... @defer(label: "b") { sister { name
                  ... @defer(label: "c") { strictCaptain { name } broken } } } } }
            """)

        #expect(answer.texts.last?.hasSuffix(#""hasNext":false}"#) == true)
        #expect(answer.texts.joined().contains(#""label":"c""#))
    }

    @Test func `an error of a later item comes with the items`() async throws {
        let answer = try await Fleet.run("{ ship { crew @stream(initialCount: 2) { rank } } }")

        #expect(
            answer.texts[1].hasPrefix(
                #"{"incremental":[{"id":"0","items":[null,{"rank":"mate"}],"errors":[{"#))
        #expect(answer.texts[1].contains(#""path":["ship","crew",2,"rank"]"#))
        #expect(answer.texts[1].contains(#""completed":[{"id":"0"}]"#))
    }

    @Test func `a null for a non-null later item ends the stream`() async throws {
        let rows = try await Fleet.run("{ ship { strictCrew @stream(initialCount: 1) { rank } } }")
        let leaves = try await Fleet.run("{ ship { strictFlags @stream(initialCount: 1) } }")

        #expect(
            rows.texts[1].hasPrefix(
                #"{"incremental":[{"id":"0","items":[{"rank":"mate"}]}],"completed":[{"id":"0","errors":[{"#))
        #expect(rows.texts[1].contains(#""path":["ship","strictCrew",2,"rank"]"#))
        #expect(
            leaves.texts[1].hasPrefix(
                #"{"incremental":[{"id":"0","items":["b"]}],"completed":[{"id":"0","errors":[{"#))
        #expect(leaves.texts[1].contains(#""path":["ship","strictFlags",2]"#))
    }

    @Test func `a null for a non-null first item makes the list null and streams nothing`() async throws {
        let answer = try await Fleet.run("{ ship { strictCrew @stream(initialCount: 3) { rank } } }")

        #expect(answer.texts.count == 1)
        #expect(answer.texts[0].hasPrefix(#"{"data":{"ship":{"strictCrew":null}},"errors":["#))
    }

    @Test func `a later leaf that is none is an error of its item`() async throws {
        let answer = try await Fleet.run("{ ship { oddFlags @stream(initialCount: 1) } }")

        #expect(answer.texts[1].contains(#""items":[null,"c"],"errors":[{"#))
        #expect(answer.texts[1].contains(#""path":["ship","oddFlags",1]"#))
    }

    @Test func `a null above a stream takes it along`() async throws {
        let answer = try await Fleet.run("{ ship { flags @stream broken } motto }")

        #expect(answer.texts.count == 1)
        #expect(answer.texts[0].hasPrefix(#"{"data":{"ship":null,"motto":"ahoy"},"errors":["#))
    }

    @Test func `what a null item defers or streams is forgotten`() async throws {
        let answer = try await Fleet.run(
            "{ ship { crew @stream(initialCount: 2) { rank ship { flags @stream } ... @defer { number } } } }"
        )

        let texts = answer.texts.joined()
        #expect(texts.contains(#""path":["ship","crew",3]"#))
        #expect(!texts.contains(#""path":["ship","crew",2]}"#))
        #expect(!texts.contains(#""path":["ship","crew",2,"ship","flags"]"#))
        #expect(texts.contains(#""path":["ship","crew",3,"ship","flags"]"#))
    }
}
