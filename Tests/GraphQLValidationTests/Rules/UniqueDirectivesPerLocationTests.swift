import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.7.3
@Suite struct UniqueDirectivesPerLocationTests {
    @Test func `different, repeatable and apart directives are valid`() {
        expectValid("{ dog { name @skip(if: true) @include(if: true) barks @again @again @skip(if: true) } }")
    }

    @Test func `a directive that stands twice is reported at both places`() {
        #expect(
            expectErrors("{ dog { name @skip(if: true) @skip(if: false) } }") == [
                "1:14 1:30 The directive \"@skip\" can only be used once at this location."
            ])
    }
}
