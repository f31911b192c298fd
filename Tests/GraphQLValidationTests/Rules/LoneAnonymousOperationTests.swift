import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.2.3.1
@Suite struct LoneAnonymousOperationTests {
    @Test func `an anonymous operation may stand alone or with fragments`() {
        expectValid("{ dog { ...F } } fragment F on Dog { name }")
    }

    @Test func `an anonymous operation beside another is reported`() {
        #expect(
            expectErrors("{ dog { name } }\nquery A { dog { name } }\nquery { dog { name } }") == [
                "1:1 An anonymous operation must be the only operation.",
                "3:1 An anonymous operation must be the only operation.",
            ])
    }
}
