import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.5.1.2
@Suite struct KnownTypeNamesTests {
    @Test func `types of the schema are known`() {
        expectValid(
            "query ($id: ID) { human(id: $id) { pets { ... on Pet { name } ...F } } } fragment F on Dog "
                + "{ name }"
        )
    }

    @Test func `unknown types are reported where they are named`() {
        #expect(
            expectErrors("{ dog { ... on Bird { wings } ...F } } fragment F on Peettt { name }") == [
                "1:16 Unknown type \"Bird\".", "1:54 Unknown type \"Peettt\".",
            ])
        #expect(
            expectErrors("query ($v: [JumbledUpLetters!]) { human(id: $v) { name } }") == [
                "1:13 Unknown type \"JumbledUpLetters\"."
            ])
    }
}
