import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.5.2.1
@Suite struct KnownFragmentNamesTests {
    @Test func `spreads of defined fragments are valid`() {
        expectValid("{ dog { ...A } } fragment A on Dog { name }")
    }

    @Test func `spreads of unknown fragments are reported at the name`() {
        #expect(
            expectErrors("{ dog { ...A ... { ...B } } }") == [
                "1:12 Unknown fragment \"A\".", "1:23 Unknown fragment \"B\".",
            ])
    }
}
