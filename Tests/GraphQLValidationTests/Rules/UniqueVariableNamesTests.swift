import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.8.1
@Suite struct UniqueVariableNamesTests {
    @Test func `operations may have variables of the same name`() {
        expectValid("query A($x: ID) { human(id: $x) { name } } query B($x: ID) { human(id: $x) { name } }")
    }

    @Test func `a variable defined twice is reported at both names`() {
        #expect(
            expectErrors("query A($x: ID, $x: ID) { human(id: $x) { name } }") == [
                "1:10 1:18 There can be only one variable named \"$x\"."
            ])
    }
}
