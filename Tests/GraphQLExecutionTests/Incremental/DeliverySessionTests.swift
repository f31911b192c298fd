import GraphQLExecution
import GraphQLValidation
import Testing

/// Transactions, failures of loads, limits and callers that go away.
@Suite struct DeliverySessionTests {
    private static let query = """
        { ship { number ... @defer(label: "a") { captain { name ship { name } } } flags @stream
                 ... @defer(label: "b") { sister { name ... @defer { captain { name } } } } } }
        """

    @Test func `everything is read in one transaction, and nothing behind a payload before it is taken`()
        async throws
    {
        let answer = try await Fleet.run(Self.query)

        #expect(
            answer.events == [
                "begin", "load Ship.byNumber × 1", "payload", "payload",
                "load Sailor.byNumber × 1, Ship.byNumber × 1", "payload",
                "load Ship.byNumber × 1, Sailor.byNumber × 1, last", "payload", "end",
            ])
    }

    @Test func `without loads there is no transaction`() async throws {
        let answer = try await Fleet.run("{ motto ... @defer { __typename } }")

        #expect(answer.events == ["payload", "payload"])
    }

    @Test(arguments: 1...3)
    func `a caller that goes away ends the transaction`(payloadsWanted: Int) async throws {
        let answer = try await Fleet.run(Self.query, payloadsWanted: payloadsWanted)

        #expect(answer.payloads.count == payloadsWanted)
        #expect(Array(answer.events.suffix(2)) == ["payload", "end"])
    }

    @Test func `a cancelled task loads nothing`() async throws {
        let events = try await withThrowingTaskGroup(of: FleetAnswer.self) { group in
            group.addTask {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await Fleet.run(Self.query)
            }
            return try await group.next()?.events
        }

        #expect(events == ["begin", "end", "payload"])
    }

    @Test func `a failure before the initial result is a plain response`() async throws {
        let answer = try await Fleet.run(Self.query, failingRound: 1)

        #expect(answer.payloads.map(\.response.kind) == [.unavailable])
        #expect(answer.texts[0].hasPrefix(#"{"errors":[{"message":"The data is away.""#))
        #expect(!answer.payloads[0].hasNext)
    }

    @Test func `a failure behind it fails everything that is pending`() async throws {
        let answer = try await Fleet.run(Self.query, failingRound: 2)

        #expect(
            answer.texts.last
                == #"{"completed":[{"id":"0","errors":[{"message":"The data is away.","path":["ship"],"#
                + #""extensions":{"code":"UNAVAILABLE","requestId":"r1"}}]},"#
                + #"{"id":"1","errors":[{"message":"The data is away.","path":["ship"],"#
                + #""extensions":{"code":"UNAVAILABLE","requestId":"r1"}}]}],"hasNext":false}"#)
    }

    @Test func `what is too large fails alone`() async throws {
        var limits = ExecutionLimits()
        limits.responseByteCountMax = 220

        let deferred = try await Fleet.run(
            "{ ship { number ... @defer { crew { name rank number ship { name number } } } "
                + "... @defer { name } } }",
            limits: limits)
        let streamed = try await Fleet.run(
            "{ ships { number crew @stream { name number ship { name number } } } }", limits: limits)
        let initial = try await Fleet.run(
            "{ ships { crew { name number ship { name } } } motto @include(if: true) ... @defer { motto } }",
            limits: limits)

        #expect(deferred.texts[1].contains(#"{"id":"1","data":{"name":"Aurora"}}"#))
        #expect(deferred.texts[2].contains(#""path":["ship"],"extensions":{"code":"RESPONSE_TOO_LARGE""#))
        #expect(
            streamed.texts[1].contains(
                #""path":["ships",0,"crew"],"extensions":{"code":"RESPONSE_TOO_LARGE""#))
        #expect(initial.texts[0].hasPrefix(#"{"errors":[{"message":"The response would be larger"#))
    }

    @Test func `too many deliveries are refused, or fail what brings them`() async throws {
        var limits = ExecutionLimits()
        limits.deliveryCountMax = 3

        let fitting = try await Fleet.run("{ ships { ... @defer { name } } }", limits: limits)
        let initial = try await Fleet.run(
            "{ ships { ... @defer { name } flags @stream } }", limits: limits)
        let later = try await Fleet.run(
            "{ ships { ... @defer { captain { ... @defer { name } } } } }", limits: limits)

        #expect(fitting.texts.count == 2)
        #expect(initial.texts.count == 1)
        #expect(initial.texts[0].contains(#""code":"LIMIT_EXCEEDED","limit":"graphql.maxDeliveries""#))
        #expect(later.texts.last?.hasSuffix(#""hasNext":false}"#) == true)
        #expect(
            later.texts.last?.contains(#""path":["ships",0],"extensions":{"code":"LIMIT_EXCEEDED""#) == true)
    }

    @Test func `a refused request is one payload`() async throws {
        let answer = try await Fleet.run("{ nope ... @defer { motto } }")

        #expect(answer.payloads.map(\.response.kind) == [.requestError])
        #expect(answer.events == ["payload"])
    }
}

@Suite struct DeferralPolicyTests {
    @Test(arguments: [
        "{ ship { number ... @defer { name } } }", "{ ship { flags @stream } }",
        "{ ship { number ... @defer { hull { weight } failing } } motto }",
        "{ ships @stream(initialCount: 1) { name } }",
    ])
    func `what needs no further round comes at once`(query: String) async throws {
        let answer = try await Fleet.run(query, policy: .furtherRounds)

        #expect(answer.texts == [try await Fleet.plain(query)])
    }

    @Test func `what needs one is deferred, what stands beside it is not`() async throws {
        let answer = try await Fleet.run(
            """
            { ship { number ... @defer(label: "row") { name }
                ... @defer(label: "load") { captain { name } } } }
            """, policy: .furtherRounds)

        #expect(
            answer.texts[0]
                == #"{"data":{"ship":{"number":1,"name":"Aurora"}},"#
                + #""pending":[{"id":"0","path":["ship"],"label":"load"}],"hasNext":true}"#)
        #expect(answer.texts[1].contains(#"{"id":"0","data":{"captain":{"name":"Ana"}}}"#))
    }

    @Test func `a fragment whose inner fragment alone loads comes at once`() async throws {
        let answer = try await Fleet.run(
            "{ ship { ... @defer(label: \"outer\") { name "
                + "... @defer(label: \"inner\") { sister { name } } } } }",
            policy: .furtherRounds)

        #expect(answer.texts[0].hasPrefix(#"{"data":{"ship":{"name":"Aurora"}}"#))
        #expect(answer.texts[0].contains(#""label":"inner""#))
    }

    @Test func `a deferred load never runs with the initial rounds`() async throws {
        let answer = try await Fleet.run(
            "{ ship { captain { name } } ... @defer { port { name } } }", policy: .furtherRounds)

        #expect(
            answer.events == [
                "begin", "load Ship.byNumber × 1", "load Sailor.byNumber × 1", "payload",
                "load Port.byNumber × 1, last", "payload", "end",
            ])
    }

    @Test func `more deferrals than a plan follows are answered at once`() async throws {
        var limits = ExecutionLimits()
        limits.validation = .unlimited
        func query(_ count: Int) -> String {
            "{ ship { number \(String(repeating: "... @defer { name } ", count: count)) } }"
        }

        #expect(try await Fleet.run(query(200), limits: limits).texts.count > 1)
        #expect(
            try await Fleet.run(query(300), limits: limits).texts
                == [#"{"data":{"ship":{"number":1,"name":"Aurora"}}}"#])
    }

    @Test func `no round starts after the deadline`() async throws {
        let answer = try await Fleet.run(
            "{ ship { number captain { name } ... @defer { port { name } } } }", deadline: .now - .seconds(1))

        #expect(answer.rounds == [])
        #expect(answer.texts.count == 1)
        #expect(answer.texts[0].contains("DEADLINE_EXCEEDED"))
    }

    @Test func `a null condition of a deferral or a stream is an error where it stands`() async throws {
        let deferred = try await Fleet.run(
            "query ($v: Boolean = true) { ship { number ... @defer(if: $v) { name } } }",
            variables: #"{"v": null}"#)
        let streamed = try await Fleet.run(
            "query ($v: Boolean = true) { ship { number } ships @stream(if: $v) { number } }",
            variables: #"{"v": null}"#)

        #expect(deferred.texts.count == 1)
        #expect(deferred.texts[0].contains(#""path":["ship"]"#))
        #expect(streamed.texts.count == 1)
        #expect(streamed.texts[0].contains(#""path":["ships"]"#))
    }

    @Test func `a plan that would be too large to defer answers at once`() async throws {
        var limits = ExecutionLimits()
        limits.planFieldCountMax = 9
        let query = "{ ships @stream { crew @stream { ship { port { name } } } } }"

        let answer = try await Fleet.run(query, limits: limits)

        #expect(answer.texts == [try await Fleet.plain(query)])
    }
}
