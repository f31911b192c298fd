import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.5.1.3
@Suite struct FragmentsOnCompositeTypesTests {
    @Test func `objects, interfaces, unions and no condition are valid`() {
        expectValid(
            "{ dog { ... on Dog { name } ... on Pet { name } ... on CatOrDog { __typename } ... { name } } }")
    }

    @Test func `leaf and input types are reported`() {
        #expect(
            expectErrors("{ dog { ... on Boolean { a } ...F } } fragment F on ComplexInput { b }") == [
                "1:16 A fragment cannot condition on non composite type \"Boolean\".",
                "1:53 Fragment \"F\" cannot condition on non composite type \"ComplexInput\".",
            ])
    }
}
