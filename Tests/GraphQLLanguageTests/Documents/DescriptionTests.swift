import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §2.2
@Suite struct DescriptionTests {
    @Test func `operations, variables and fragments may have one`() throws {
        let document = try parse(
            """
            "What the guest sees"
            query Menu("Which one" $id: ID!, $size: Int) { menu(id: $id) { ...Prices } }
            \"""
              In cents
            \"""
            fragment Prices on Menu { price }
            mutation { a }
            """)
        func text(_ description: Document.Value?) -> String? { description.map(document.string) }
        #expect(document.operations.map { text($0.description) } == ["What the guest sees", nil])
        #expect(document.variableDefinitions.map { text($0.description) } == ["Which one", nil])
        #expect(document.fragments.map { text($0.description) } == ["In cents"])
    }

    @Test func `a definition starts at its description, its name stays where it stands`() throws {
        let document = try parse("\"a\" query B(\"c\" $d: E) { f } \"g\" fragment H on I { j }")
        #expect(document.operations.map(\.offset) == [0])
        #expect(document.operations.map(\.nameOffset) == [10])
        #expect(document.variableDefinitions.map(\.offset) == [12])
        #expect(document.variableDefinitions.map(\.nameOffset) == [17])
        #expect(document.fragments.map(\.offset) == [29])
        #expect(document.fragments.map(\.nameOffset) == [42])
    }

    @Test(arguments: [
        ("\"a\" { b }", "1:1 Unexpected description: a query without the keyword \"query\" cannot have one."),
        ("\n \"a\" extend type B { c: D }", "2:2 Unexpected description: an extension cannot have one."),
        ("\"a\" b", "1:1 Unexpected description: expected a definition after it, found \"b\"."),
        ("\"a\" 1", "1:5 Expected a definition after its description, found \"1\"."),
        ("\"a\" \"b\" query { c }", "1:5 Expected a definition after its description, found a string."),
        ("\"a\"", "1:4 Expected a definition after its description, found the end of the document."),
        ("{ \"a\" b }", "1:3 Expected a field, found a string."),
        ("{ b(\"a\" c: 1) }", "1:5 Expected the name of an argument, found a string."),
        (
            "schema { \"a\" query: B }",
            "1:10 Expected \"query\", \"mutation\" or \"subscription\", found a string."
        ),
    ])
    func `nothing else may have one`(text: String, problem: String) {
        #expect(failure(text) == problem)
    }
}
