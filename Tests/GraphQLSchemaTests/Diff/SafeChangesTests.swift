import Testing

/// One test for each kind of safe change.
///
/// - SeeAlso: GraphQL Sep 2025 §3
@Suite struct SafeChangesTests {
    @Test func `a type is added`() throws {
        #expect(try SchemaChangesTests.changes("", "scalar S") == ["safe TYPE_ADDED S was added"])
    }

    @Test func `a directive is added`() throws {
        #expect(
            try SchemaChangesTests.changes("", "directive @d on FIELD") == [
                "safe DIRECTIVE_ADDED @d was added"
            ])
    }

    @Test func `a field is added`() throws {
        #expect(
            try SchemaChangesTests.changes("type A { a: Int }", "type A { a: Int b: Int }") == [
                "safe FIELD_ADDED A.b was added"
            ])
    }

    @Test func `a directive becomes repeatable`() throws {
        #expect(
            try SchemaChangesTests.changes("directive @d on FIELD", "directive @d repeatable on FIELD") == [
                "safe DIRECTIVE_REPEATABLE_ADDED @d is repeatable now"
            ])
    }

    @Test func `a directive has a new location`() throws {
        #expect(
            try SchemaChangesTests.changes("directive @d on FIELD", "directive @d on FIELD | QUERY") == [
                "safe DIRECTIVE_LOCATION_ADDED @d may stand on QUERY now"
            ])
    }

    @Test func `a directive has a new argument`() throws {
        #expect(
            try SchemaChangesTests.changes("directive @d on FIELD", "directive @d(a: Int) on FIELD") == [
                "safe OPTIONAL_DIRECTIVE_ARG_ADDED @d(a:) was added"
            ])
    }

    @Test(arguments: [("Int", "Int!"), ("[Int]", "[Int!]!"), ("[[Int]]", "[[Int!]]")])
    func `a field has a stricter type`(_ before: String, _ after: String) throws {
        #expect(
            try SchemaChangesTests.changes("type A { a: \(before) }", "type A { a: \(after) }") == [
                "safe FIELD_CHANGED_KIND_SAFE A.a changed type from \(before) to \(after)"
            ])
    }

    @Test func `an input field has a looser type`() throws {
        #expect(
            try SchemaChangesTests.changes("input I { a: [Int!]! }", "input I { a: [Int] }") == [
                "safe FIELD_CHANGED_KIND_SAFE I.a changed type from [Int!]! to [Int]"
            ])
    }

    @Test func `an argument has a looser type`() throws {
        #expect(
            try SchemaChangesTests.changes("type A { a(b: Int!): Int }", "type A { a(b: Int): Int }") == [
                "safe ARG_CHANGED_KIND_SAFE A.a(b:) changed type from Int! to Int"
            ])
    }

    @Test func `an argument has a default value now`() throws {
        #expect(
            try SchemaChangesTests.changes("type A { a(b: Int): Int }", "type A { a(b: Int = 1): Int }") == [
                "safe ARG_DEFAULT_VALUE_ADDED A.a(b:) has the default value 1 now"
            ])
    }

    @Test func `an input field has a default value now`() throws {
        #expect(
            try SchemaChangesTests.changes("input I { a: Int }", "input I { a: Int = 1 }") == [
                "safe INPUT_FIELD_DEFAULT_VALUE_ADDED I.a has the default value 1 now"
            ])
    }

    @Test(arguments: [
        ("type A { a: Int }", "A"), ("type A { \"x\" a: Int }", "A.a"), ("input I { \"x\" a: Int }", "I.a"),
        ("enum E { \"x\" A }", "E.A"), ("type A { a(\"x\" b: Int): Int }", "A.a(b:)"),
        ("directive @d on FIELD", "@d"), ("directive @d(\"x\" a: Int) on FIELD", "@d(a:)"),
    ])
    func `a description changes`(_ text: String, _ coordinate: String) throws {
        let hasDescription = text.contains("\"x\"")
        let changed = hasDescription ? text.replacing("\"x\"", with: "\"y\"") : "\"y\" " + text

        #expect(
            try SchemaChangesTests.changes(text, changed) == [
                "safe DESCRIPTION_CHANGED \(coordinate) has another description"
            ])
    }
}
