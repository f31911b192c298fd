import GraphQLSchema
import GraphQLValidation
import Testing

@Suite struct MaxIntrospectionDepthTests {
    private func columns(_ query: String) -> [[Int]] {
        errorColumns(query, rules: [.maxIntrospectionDepth])
    }

    @Test func `two lists of types on a path are allowed`() {
        #expect(columns("{ __schema { types { fields { type { fields { name } } } } } }").isEmpty)
        #expect(columns("{ dog { fields { fields { fields { name } } } } }").isEmpty)
    }

    @Test func `three are reported, through fragments too`() {
        #expect(
            columns("{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }")
                == [[3]])
        #expect(
            columns(
                "{ __type(name: \"T\") { ...F } } "
                    + "fragment F on __Type { fields { type { interfaces { ...G } } } } "
                    + "fragment G on __Type { inputFields { name } }"
            ) == [[3]])
    }
}
