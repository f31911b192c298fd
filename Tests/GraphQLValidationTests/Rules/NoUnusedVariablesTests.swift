import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.8.4
@Suite struct NoUnusedVariablesTests {
    @Test func `variables used in nested values and directives are used`() {
        expectValid(
            "query ($a: Int, $b: Boolean!) { complicatedArgs { anyArgField(any: {x: [$a]}) @skip(if: $b) } }")
    }

    @Test func `unused variables are reported`() {
        #expect(
            expectErrors("query A($a: Int, $b: Int) { dog { isAtLocation(x: $b) } }") == [
                "1:9 Variable \"$a\" is never used in operation \"A\"."
            ])
    }
}
