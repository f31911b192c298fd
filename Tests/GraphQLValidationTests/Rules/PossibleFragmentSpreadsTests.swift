import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.5.2.3
@Suite struct PossibleFragmentSpreadsTests {
    @Test(arguments: [
        "dog { ... on Dog { name } }", "dog { ... on Pet { name } }", "pet { ... on Dog { name } }",
        "catOrDog { ... on Pet { name } }", "catOrDog { ... on Cat { name } }",
        "pet { ... on Mammal { __typename } }",
    ])
    func `types that have an object in common may meet`(_ selection: String) {
        expectValid("{ \(selection) }")
    }

    @Test func `types without a common object are reported`() {
        #expect(
            expectErrors("{ dog { ... on Cat { meows } ...H } } fragment H on Human { name }") == [
                "1:9 Fragment cannot be spread here as objects of type \"Dog\" can never be of type \"Cat\".",
                "1:30 Fragment \"H\" cannot be spread here as objects of type \"Dog\" can never be of "
                    + "type \"Human\".",
            ])
    }
}
