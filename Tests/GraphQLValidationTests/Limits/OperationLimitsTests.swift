import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

@Suite struct OperationLimitsTests {
    private func limits(_ query: String) -> [String] {
        errors(query).map { "\($0.code) \($0.limit ?? "")" }
    }

    private func nested(_ field: String, _ count: Int, in leaf: String) -> String {
        String(repeating: "\(field) {", count: count) + leaf + String(repeating: "}", count: count)
    }

    @Test func `fields nest twelve deep`() {
        expectValid("{ \(nested("item", 11, in: "id")) }")
        #expect(limits("{ \(nested("item", 12, in: "id")) }") == ["DEPTH_LIMIT maxDepth"])
    }

    @Test func `paths through a menu nest forty deep`() {
        expectValid("{ menu { \(nested("self", 30, in: "item { id }")) } }")
        expectValid("{ item { menu { item { \(nested("item", 20, in: "id")) } } } }")
        #expect(limits("{ menu { \(nested("self", 40, in: "item { id }")) } }") == ["DEPTH_LIMIT maxDepth"])
        #expect(
            limits("{ menu { item { id } } \(nested("item", 12, in: "id")) }") == ["DEPTH_LIMIT maxDepth"])
    }

    @Test func `depth hidden in fragments is counted`() {
        let fragments = (0..<8).map { "fragment F\($0) on Item { item { item { ...F\($0 + 1) } } }" }.joined()

        #expect(
            limits("{ item { ...F0 } } \(fragments) fragment F8 on Item { id }") == ["DEPTH_LIMIT maxDepth"])
    }

    @Test func `aliases are counted for each spread`() {
        let fragment = "fragment F on Dog { a: name b: name c: name d: name e: name }"
        expectValid("{ dog { ...F mother { ...F } father { ...F } } } \(fragment)")

        let many = (0..<7).map { "d\($0): dog { ...F }" }.joined(separator: " ")
        #expect(limits("{ \(many) } \(fragment)") == ["ALIAS_LIMIT maxAliases"])
    }

    @Test func `fragments that double at each level are refused by their saturated count`() {
        let fragments = (0..<48).map {
            "fragment F\($0) on Dog { ...F\($0 + 1) ... { mother { ...F\($0 + 1) } } }"
        }
        let query =
            "{ dog { ...F0 } } \(fragments.joined(separator: "\n")) fragment F48 on Dog { name barks }"

        #expect(limits(query).contains("FIELD_LIMIT maxExpandedFields"))
    }

    @Test func `root fields and mutations are counted`() {
        let fields = (0..<21).map { _ in "dog { name }" }.joined(separator: " ")
        #expect(limits("{ \(fields) }") == ["ROOT_FIELD_LIMIT maxRootFields"])

        let mutations = (0..<6).map { "m\($0): addDog { name }" }.joined(separator: " ")
        #expect(limits("mutation { \(mutations) }") == ["MUTATION_LIMIT maxMutations"])
    }

    @Test func `directives, fragments, operations and variables of a document are counted`() {
        let fields = (0..<51).map { _ in "name @onField" }.joined(separator: " ")
        #expect(limits("{ dog { \(fields) } }") == ["DIRECTIVE_LIMIT maxDirectives"])
        #expect(
            limits("{ dog { name @again @again @again @again @again } }") == [
                "DIRECTIVE_LIMIT maxDirectivesPerLocation"
            ])
        let spreads = (0..<51).map { "...F\($0)" }.joined(separator: " ")
        let fragments = (0..<51).map { "fragment F\($0) on Dog { name }" }.joined(separator: " ")
        #expect(limits("{ dog { \(spreads) } } \(fragments)") == ["FRAGMENT_LIMIT maxFragments"])
        let operations = (0..<11).map { "query Q\($0) { dog { name } }" }.joined(separator: " ")
        #expect(limits(operations) == ["OPERATION_LIMIT maxOperations"])
        let variables = (0..<51).map { "$v\($0): Int" }.joined(separator: " ")
        let uses = (0..<51).map { "$v\($0)" }.joined(separator: " ")
        #expect(
            limits("query (\(variables)) { complicatedArgs { anyArgField(any: [\(uses)]) } }") == [
                "VARIABLE_LIMIT maxVariables"
            ])
    }

    @Test func `at most twenty errors are listed`() {
        let unknown = (0..<100).map { "unknown\($0)" }.joined(separator: " ")

        #expect(errors("{ \(unknown) }").count == 20)
    }
}
