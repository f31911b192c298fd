import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §2.4
@Suite struct OperationTests {
    @Test func `a selection set alone is a query`() throws {
        let operation = try #require(try parse("{ a }").operations.first)
        #expect(operation.kind == .query)
        #expect(operation.name == nil)
        #expect(operation.selectionSet.count == 1)
    }

    @Test func `the keyword tells the kind`() throws {
        let document = try parse("query { a } mutation { a } subscription { a } query query { a }")
        #expect(document.operations.map(\.kind) == [.query, .mutation, .subscription, .query])
        #expect(document.operations.map { $0.name.map(document.name) } == [nil, nil, nil, "query"])
        #expect(document.operations.map(\.kind.keyword) == ["query", "mutation", "subscription", "query"])
    }

    @Test func `variables come before directives`() throws {
        let document = try parse("subscription On($a: A, $b: B) @c(d: $a) @e { f }")
        let operation = try #require(document.operations.first)
        #expect(operation.variableDefinitions.count == 2)
        #expect(operation.directives.count == 2)
        #expect(failure("query @c ($a: A) { f }") == "1:11 Expected the name of an argument, found \"$\".")
    }

    @Test(arguments: [
        ("query", "1:6 Expected \"{\", found the end of the document."),
        ("query A", "1:8 Expected \"{\", found the end of the document."),
        ("query A B { c }", "1:9 Expected \"{\", found \"B\"."),
        ("query () { a }", "1:8 Expected \"$\", found \")\"."),
        ("quary { a }", "1:1 Expected a definition, found \"quary\"."),
        ("{ a } }", "1:7 Expected a definition, found \"}\"."),
        ("...", "1:1 Expected a definition, found \"...\"."),
    ])
    func `other texts are refused where they go wrong`(text: String, problem: String) {
        #expect(failure(text) == problem)
    }
}

/// - SeeAlso: GraphQL Sep 2025 §2.11
@Suite struct VariableTests {
    @Test func `a variable has a type and perhaps a default and directives`() throws {
        let document = try parse("query ($a: Int, $b: [ID!]! = [1] @c(d: 2) @e) { f }")
        let (first, second) = (document.variableDefinitions[0], document.variableDefinitions[1])
        #expect(document.name(first.name) == "a")
        #expect(first.defaultValue == nil)
        #expect(first.directives.isEmpty)
        #expect(Printer.text(of: second.type, in: document) == "[ID!]!")
        let defaultValue = try #require(second.defaultValue)
        #expect(Printer.text(of: document.values[Int(defaultValue)], in: document) == "[1]")
        #expect(second.directives.count == 2)
    }

    @Test(arguments: [
        ("a: A", "1:8 Expected \"$\", found \"a\"."), ("$a", "1:10 Expected \":\", found \")\"."),
        ("$a:", "1:11 Expected a type, found \")\"."), ("$a: A =", "1:15 Expected a value, found \")\"."),
        ("$a: A @b = 1", "1:17 Expected \"$\", found \"=\"."),
    ])
    func `other definitions are refused where they go wrong`(definition: String, problem: String) {
        #expect(failure("query (\(definition)) { b }") == problem)
    }
}

/// - SeeAlso: GraphQL Sep 2025 §2.12
@Suite struct TypeReferenceTests {
    @Test(arguments: ["A", "A!", "[A]", "[A!]", "[A]!", "[A!]!", "[[A]!]", "[[[A!]]!]!"])
    func `lists and non-nulls nest`(type: String) throws {
        let document = try parse("query ($a: \(type)) { b }")
        let reference = document.variableDefinitions[0].type
        #expect(Printer.text(of: reference, in: document) == type)
        #expect(reference.offset == 11)
        #expect(document.source[Int(reference.nameOffset)] == UInt8(ascii: "A"))
    }

    @Test(arguments: [
        ("A!!", "1:14 Expected \"$\", found \"!\"."), ("!A", "1:12 Expected a type, found \"!\"."),
        ("[]", "1:13 Expected a type, found \"]\"."), ("[A", "1:14 Expected \"]\", found \")\"."),
        ("[A]]", "1:15 Expected \"$\", found \"]\"."), ("[A B]", "1:15 Expected \"]\", found \"B\"."),
    ])
    func `other types are refused where they go wrong`(type: String, problem: String) {
        #expect(failure("query ($a: \(type)) { b }") == problem)
    }
}
