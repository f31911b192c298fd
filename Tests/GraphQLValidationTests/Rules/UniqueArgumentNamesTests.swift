import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.4.2
@Suite struct UniqueArgumentNamesTests {
    @Test func `the same argument on different fields is valid`() {
        expectValid("{ dog { a: isAtLocation(x: 1, y: 2) b: isAtLocation(x: 1, y: 2) } }")
    }

    @Test func `an argument given twice is reported at both places`() {
        #expect(
            expectErrors("{ dog { isAtLocation(x: 1, y: 2, x: 3) name @skip(if: true, if: false) } }") == [
                "1:22 1:34 There can be only one argument named \"x\".",
                "1:51 1:61 There can be only one argument named \"if\".",
            ])
    }
}
