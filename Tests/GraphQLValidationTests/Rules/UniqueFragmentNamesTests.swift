import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.5.1.1
@Suite struct UniqueFragmentNamesTests {
    @Test func `fragments have different names`() {
        expectValid("{ dog { ...A ...B } } fragment A on Dog { name } fragment B on Dog { barks }")
    }

    @Test func `a name may not name two fragments`() {
        #expect(
            expectErrors("{ dog { ...A } } fragment A on Dog { name } fragment A on Dog { barks }") == [
                "1:27 1:54 There can be only one fragment named \"A\"."
            ])
    }
}
