import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §2.5
@Suite struct SelectionTests {
    @Test func `selections of one set are neighbours in source order, however sets nest`() throws {
        let document = try parse("{ a { b c { d } e } ...F ... { g } h }")
        let root = document.selections[document.operations[0].selectionSet.range]
        #expect(root.map(\.kind) == [.field, .fragmentSpread, .inlineFragment, .field])
        let first = document.fields[root[root.startIndex].index]
        let children = document.selections[first.selectionSet.range].map { document.fields[$0.index].name }
        #expect(children.map(document.name) == ["b", "c", "e"])
    }

    @Test func `a field has an alias, arguments, directives and selections, in this order`() throws {
        let document = try parse("{ small: picture(size: 64, of: $a) @include(if: true) { url } }")
        let field = try #require(document.fields.last)
        #expect(field.alias.map(document.name) == "small")
        #expect(document.name(field.name) == "picture")
        #expect(field.responseName == field.alias)
        #expect(document.arguments[field.arguments.range].map { document.name($0.name) } == ["size", "of"])
        #expect(field.directives.count == 1)
        #expect((field.offset, field.nameOffset) == (2, 9))
    }

    @Test func `without an alias a field answers under its name`() throws {
        let field = try #require(try parse("{ a }").fields.first)
        #expect(field.alias == nil)
        #expect(field.responseName == field.name)
    }

    @Test(arguments: [
        ("{}", "1:2 Expected a field, found \"}\"."), ("{ a {} }", "1:6 Expected a field, found \"}\"."),
        ("query A {}", "1:10 Expected a field, found \"}\"."),
        ("{ ... {} }", "1:8 Expected a field, found \"}\"."),
        ("fragment A on B {}", "1:18 Expected a field, found \"}\"."),
    ])
    func `an empty selection set is refused`(text: String, problem: String) {
        #expect(failure(text) == problem)
    }

    @Test(arguments: [
        ("{ a: }", "1:6 Expected the name of a field, found \"}\"."),
        ("{ a: b: c }", "1:7 Expected a field, found \":\"."),
        ("{ a() }", "1:5 Expected the name of an argument, found \")\"."),
        ("{ a(b) }", "1:6 Expected \":\", found \")\"."),
        ("{ a(b: 1 }", "1:10 Expected the name of an argument, found \"}\"."),
        ("{ a { b } (c: 1) }", "1:11 Expected a field, found \"(\"."),
        ("{ 1 }", "1:3 Expected a field, found \"1\"."),
        ("{ a: {} }", "1:6 Expected the name of a field, found \"{\"."),
    ])
    func `other fields are refused where they go wrong`(text: String, problem: String) {
        #expect(failure(text) == problem)
    }
}

/// - SeeAlso: GraphQL Sep 2025 §2.9
@Suite struct FragmentTests {
    @Test func `a spread names a fragment`() throws {
        let document = try parse("{ ...A @b ... C } fragment A on D @e { f } fragment C on G { h }")
        #expect(document.fragmentSpreads.map { document.name($0.name) } == ["A", "C"])
        #expect(document.fragmentSpreads.map(\.offset) == [2, 10])
        #expect(document.fragmentSpreads.map(\.nameOffset) == [5, 14])
        #expect(document.fragments.map { document.name($0.name) } == ["A", "C"])
        #expect(document.fragments.map { document.name($0.typeCondition) } == ["D", "G"])
        #expect(document.fragments[0].directives.count == 1)
    }

    @Test func `an inline fragment may do without a type condition`() throws {
        let document = try parse("{ ... on A { b } ... @c(d: 1) { e } ... { f } ... on on { g } }")
        let conditions = document.inlineFragments.map { $0.typeCondition.map(document.name) }
        #expect(conditions == ["A", nil, nil, "on"])
    }

    @Test(arguments: [
        ("fragment on on A { b }", "1:10 Expected the name of a fragment, found \"on\"."),
        ("fragment A { b }", "1:12 Expected \"on\", found \"{\"."),
        ("fragment A on { b }", "1:15 Expected the name of a type, found \"{\"."),
        ("fragment A of B { c }", "1:12 Expected \"on\", found \"of\"."),
        ("{ ...on }", "1:9 Expected the name of a type, found \"}\"."),
        ("{ ... }", "1:7 Expected \"{\", found \"}\"."),
    ])
    func `other fragments are refused where they go wrong`(text: String, problem: String) {
        #expect(failure(text) == problem)
    }

    @Test func `fragments take no arguments`() {
        #expect(failure("{ ...A(b: 1) }") == "1:7 Expected a field, found \"(\".")
        #expect(failure("fragment A($b: C) on D { e }") == "1:11 Expected \"on\", found \"(\".")
    }
}

/// - SeeAlso: GraphQL Sep 2025 §2.13
@Suite struct DirectiveTests {
    @Test func `directives of one place are neighbours in source order`() throws {
        let document = try parse("{ a @b @c(d: 1, e: $f) @b @on }")
        let names = document.directives[document.fields[0].directives.range].map { document.name($0.name) }
        #expect(names == ["b", "c", "b", "on"])
        #expect(document.directives[1].arguments.count == 2)
        #expect(document.directives.map(\.offset) == [4, 7, 23, 26])
    }

    @Test(arguments: [
        ("{ a @ }", "1:7 Expected the name of a directive, found \"}\"."),
        ("{ a @b() }", "1:8 Expected the name of an argument, found \")\"."),
        ("{ a @1 }", "1:6 Expected the name of a directive, found \"1\"."),
    ])
    func `other directives are refused where they go wrong`(text: String, problem: String) {
        #expect(failure(text) == problem)
    }
}
