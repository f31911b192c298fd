import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.8.2
@Suite struct VariablesAreInputTypesTests {
    @Test func `input types are valid, unknown ones are not this rule's`() {
        expectValid("query ($a: ID) { human(id: $a) { name } }")
    }

    @Test func `output types are reported`() {
        #expect(
            expectErrors(
                "query ($a: Dog, $b: [[CatOrDog!]]!) { complicatedArgs { anyArgField(any: [$a, $b]) } }") == [
                    "1:12 Variable \"$a\" cannot be non-input type \"Dog\".",
                    "1:21 Variable \"$b\" cannot be non-input type \"[[CatOrDog!]]!\".",
                ])
    }
}
