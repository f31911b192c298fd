import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.4.1
@Suite struct KnownArgumentNamesTests {
    @Test func `declared arguments are valid, arguments of unknown fields stay silent`() {
        expectValid("{ dog { doesKnowCommand(dogCommand: SIT) @skip(if: true) } }")
        #expect(expectErrors("{ unknown(a: 1) }").count == 1)
    }

    @Test func `unknown arguments of fields and directives are reported`() {
        #expect(
            expectErrors("{ dog { barks(x: 1) name @skip(if: true, unless: false) } }") == [
                "1:15 Unknown argument \"x\" on \"Dog.barks\".",
                "1:42 Unknown argument \"unless\" on \"@skip\".",
            ])
    }
}
