import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.4.3
@Suite struct ProvidedRequiredArgumentsTests {
    @Test func `required arguments are given, others may be left out`() {
        expectValid(
            "{ complicatedArgs { multipleReqs(req1: 1, req2: 2) nonNullFieldWithDefault "
                + "multipleOpts(opt2: 1) } }"
        )
    }

    @Test func `each missing argument is reported`() {
        #expect(
            expectErrors("{ complicatedArgs { multipleReqs(req2: 2) nonNullIntArgField @needs } }") == [
                "1:21 Argument \"ComplicatedArgs.multipleReqs(req1:)\" of type \"Int!\" is required, "
                    + "but it was not provided.",
                "1:43 Argument \"ComplicatedArgs.nonNullIntArgField(nonNullIntArg:)\" of type \"Int!\" "
                    + "is required, but it "
                    + "was not provided.",
                "1:62 Argument \"@needs(it:)\" of type \"Int!\" is required, but it was not provided.",
            ])
    }
}
