import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.8.3
@Suite struct NoUndefinedVariablesTests {
    @Test func `variables used in fragments are defined by each operation`() {
        expectValid(
            "query A($a: ID) { ...F } query B($a: ID) { ...F } fragment F on QueryRoot { human(id: $a) "
                + "{ name } }"
        )
    }

    @Test func `an undefined variable is reported for each operation`() {
        #expect(
            expectErrors(
                "query A { ...F }\nquery B($a: ID) { ...F }\nfragment F on QueryRoot { human(id: $a) { "
                    + "name } }"
            ) == [
                "3:37 1:1 Variable \"$a\" is not defined by operation \"A\"."
            ])
    }
}
