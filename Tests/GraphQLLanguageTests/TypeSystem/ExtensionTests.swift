import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §3.4.3
@Suite struct ExtensionTests {
    @Test func `each of the seven kinds is told apart from its definition`() throws {
        let source = try parseSchema(
            """
            extend schema @a extend schema { query: B } extend scalar A @a
            extend type B { b: C } extend interface C { c: D } extend union D = E
            extend enum E { F } extend input G { h: I } type J
            """)
        #expect(source.schemas.map(\.isExtension) == [true, true])
        #expect(
            source.types.map(\.kind) == [
                .scalar, .object, .interface, .union, .enumeration, .inputObject, .object,
            ])
        #expect(source.types.map(\.isExtension) == [true, true, true, true, true, true, false])
        #expect(source.types[0].offset == 44)
    }

    @Test(arguments: [
        "extend type A implements B", "extend type A @b", "extend interface A implements B",
        "extend interface A @b",
        "extend union A @b", "extend enum A @b", "extend input A @b", "extend schema @b { query: C }",
    ])
    func `an extension may add any one thing`(text: String) throws {
        #expect(printed(text).split(separator: "\n").first.map { text.hasPrefix($0) } == true)
    }

    @Test(arguments: [
        ("extend schema", "1:14 Expected \"{\", found the end of the document."),
        ("extend scalar A", "1:16 Expected a directive, found the end of the document."),
        (
            "extend type A",
            "1:14 Expected \"implements\", a directive or \"{\", found the end of the document."
        ),
        ("extend interface A type B", "1:20 Expected \"implements\", a directive or \"{\", found \"type\"."),
        ("extend union A", "1:15 Expected a directive or \"=\", found the end of the document."),
        ("extend enum A", "1:14 Expected a directive or \"{\", found the end of the document."),
        ("extend input A", "1:15 Expected a directive or \"{\", found the end of the document."),
        ("extend directive @a", "1:20 Expected a directive, found the end of the document."),
    ])
    func `an extension must add something`(text: String, problem: String) {
        #expect(failure(text) == problem)
    }

    @Test(arguments: [
        ("extend", "1:7 Expected a type, a schema or a directive to extend, found the end of the document."),
        ("extend query { a }", "1:8 Expected a type, a schema or a directive to extend, found \"query\"."),
        ("extend \"a\" type B", "1:8 Expected a type, a schema or a directive to extend, found a string."),
        ("extend extend type B", "1:8 Expected a type, a schema or a directive to extend, found \"extend\"."),
    ])
    func `nothing else can be extended`(text: String, problem: String) {
        #expect(failure(text) == problem)
    }
}

/// - SeeAlso: GraphQL Sep 2025 §3.13
@Suite struct DirectiveDefinitionTests {
    @Test func `a directive has arguments, locations and perhaps repeats`() throws {
        let source = try parseSchema("directive @a(b: C = 1 @d, e: F) repeatable on | FIELD | ENUM_VALUE")
        let directive = try #require(source.directives.first)
        #expect(source.document.name(directive.name) == "a")
        #expect(directive.arguments.map { source.document.name($0.name) } == ["b", "e"])
        #expect(directive.isRepeatable)
        #expect(directive.locations.map { source.document.name($0.name) } == ["FIELD", "ENUM_VALUE"])
        #expect(!(try parseSchema("directive @on on FIELD").directives[0].isRepeatable))
    }

    @Test func `a definition may itself have directives, also added by an extension`() throws {
        let source = try parseSchema(
            "directive @a(b: C) @d @e repeatable on FIELD extend directive @a @f(g: 1)")
        #expect(source.directives[0].directives.count == 2)
        #expect(source.directiveExtensions.map { source.document.name($0.name) } == ["a"])
        #expect(source.directiveExtensions[0].directives.count == 1)
        #expect((source.directiveExtensions[0].offset, source.directiveExtensions[0].nameOffset) == (45, 63))
    }

    @Test(arguments: [
        "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD",
        "INLINE_FRAGMENT",
        "VARIABLE_DEFINITION", "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION",
        "INTERFACE",
        "UNION", "ENUM", "ENUM_VALUE", "INPUT_OBJECT", "INPUT_FIELD_DEFINITION", "DIRECTIVE_DEFINITION",
    ])
    func `every location is known`(location: String) {
        #expect(failure("directive @a on \(location)") == nil)
    }

    @Test(arguments: [
        ("directive a on FIELD", "1:11 Expected \"@\", found \"a\"."),
        ("directive @a FIELD", "1:14 Expected \"on\", found \"FIELD\"."),
        ("directive @a on", "1:16 Expected a directive location, found the end of the document."),
        ("directive @a on field", "1:17 Expected a directive location, found \"field\"."),
        ("directive @a on FIELD |", "1:24 Expected a directive location, found the end of the document."),
        ("directive @a on FIELD || QUERY", "1:24 Expected a directive location, found \"|\"."),
        ("directive @a repeatable repeatable on FIELD", "1:25 Expected \"on\", found \"repeatable\"."),
        ("directive @a() on FIELD", "1:14 Expected a name, found \")\"."),
    ])
    func `other texts are refused where they go wrong`(text: String, problem: String) {
        #expect(failure(text) == problem)
    }
}

/// - SeeAlso: GraphQL Sep 2025 §2.3
@Suite struct MixedDocumentTests {
    private static let text =
        "\"a\" type A query B { c } extend type A @d directive @e on FIELD fragment F on A { g }"

    @Test func `executable and type system definitions may stand in one document`() throws {
        let source = try parseSchema(MixedDocumentTests.text)
        #expect((source.types.count, source.directives.count) == (2, 1))
        #expect((source.document.operations.count, source.document.fragments.count) == (1, 1))
    }

    @Test func `a document of operations tells what else it holds, for validation to refuse`() throws {
        let document = try parse(MixedDocumentTests.text + " schema { query: A }")
        #expect(document.typeSystemDefinitions.map { $0.name.map(document.name) } == ["A", "A", "e", nil])
        #expect(document.typeSystemDefinitions.map(\.offset) == [0, 25, 42, 86])
    }
}
