import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.7.1, §5.7.2
@Suite struct KnownDirectivesTests {
    @Test func `directives in their places are valid`() {
        expectValid(
            "query ($a: ID @onVariable) @onQuery { human(id: $a) @onField { ...F @onFragmentSpread } } "
                + "fragment F on Human { name @skip(if: true) }"
        )
    }

    @Test func `unknown and misplaced directives are reported`() {
        #expect(
            expectErrors("query @onField { dog @unknown { name @onQuery ... @onFragmentSpread { barks } } }")
                == [
                    "1:7 Directive \"@onField\" may not be used on QUERY.",
                    "1:22 Unknown directive \"@unknown\".",
                    "1:38 Directive \"@onQuery\" may not be used on FIELD.",
                    "1:51 Directive \"@onFragmentSpread\" may not be used on INLINE_FRAGMENT.",
                ])
    }
}
