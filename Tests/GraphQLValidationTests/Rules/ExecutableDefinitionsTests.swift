import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.1.1
@Suite struct ExecutableDefinitionsTests {
    @Test func `operations and fragments are executable`() {
        expectValid("{ dog { ...F } } fragment F on Dog { name }")
    }

    @Test func `type system definitions and extensions are not`() {
        #expect(
            expectErrors(
                "{ dog { name } }\ntype Cow { name: String }\nschema { query: Cow }\nextend type Dog { "
                    + "c: Int }"
            )
                == [
                    "2:1 The \"Cow\" definition is not executable.",
                    "3:1 The schema definition is not executable.",
                    "4:1 The \"Dog\" definition is not executable.",
                ])
    }
}
