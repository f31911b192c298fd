import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.6.3
@Suite struct UniqueInputFieldNamesTests {
    @Test func `equal names in different objects are valid`() {
        expectValid("{ complicatedArgs { anyArgField(any: {a: {a: 1, b: {a: 2}}, b: 1}) } }")
    }

    @Test func `a field given twice is reported at both places`() {
        #expect(
            expectErrors("{ complicatedArgs { anyArgField(any: {a: 1, b: {c: 1, c: 2}, a: 3}) } }") == [
                "1:39 1:62 There can be only one input field named \"a\".",
                "1:49 1:55 There can be only one input field named \"c\".",
            ])
    }
}
