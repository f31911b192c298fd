import GraphQLSchema
import Testing

/// One test for each kind of breaking change.
///
/// - SeeAlso: GraphQL Sep 2025 §3
@Suite struct BreakingChangesTests {
    @Test func `a type is removed`() throws {
        #expect(
            try SchemaChangesTests.changes("scalar S", "") == ["breaking TYPE_REMOVED S was removed"])
        #expect(
            try SchemaChangesTests.changes("type A { a: Float b: Int }", "type A { b: Int }") == [
                "breaking TYPE_REMOVED Float was removed: nothing has the type any more",
                "breaking FIELD_REMOVED A.a was removed",
            ])
    }

    @Test func `a type changes its kind`() throws {
        #expect(
            try SchemaChangesTests.changes("type A { a: Int }", "input A { a: Int }") == [
                "breaking TYPE_CHANGED_KIND A changed from an object type to an input object"
            ])
    }

    @Test func `a union loses a member`() throws {
        let types = "type A { a: Int } type B { b: Int } "

        #expect(
            try SchemaChangesTests.changes(types + "union U = A | B", types + "union U = A") == [
                "breaking TYPE_REMOVED_FROM_UNION U lost the member B"
            ])
    }

    @Test func `an enum loses a value`() throws {
        #expect(
            try SchemaChangesTests.changes("enum E { A B }", "enum E { A }") == [
                "breaking VALUE_REMOVED_FROM_ENUM E.B was removed"
            ])
    }

    @Test func `an input object requires a new field`() throws {
        #expect(
            try SchemaChangesTests.changes("input I { a: Int }", "input I { a: Int b: Int! }") == [
                "breaking REQUIRED_INPUT_FIELD_ADDED I.b was added and is required"
            ])
    }

    @Test func `a type implements an interface no longer`() throws {
        let interface = "interface I { a: Int } "

        #expect(
            try SchemaChangesTests.changes(
                interface + "type A implements I { a: Int }", interface + "type A { a: Int }") == [
                    "breaking IMPLEMENTED_INTERFACE_REMOVED A implements I no longer"
                ])
    }

    @Test func `a field is removed`() throws {
        #expect(
            try SchemaChangesTests.changes("input I { a: Int b: Int }", "input I { a: Int }") == [
                "breaking FIELD_REMOVED I.b was removed"
            ])
        #expect(
            try SchemaChangesTests.changes("type A { a: Int b: Int }", "type A { a: Int }") == [
                "breaking FIELD_REMOVED A.b was removed"
            ])
    }

    @Test(arguments: [
        ("Int", "String"), ("Int!", "Int"), ("[Int]", "Int"), ("Int", "[Int]"), ("[Int!]", "[Int]"),
        ("[[Int]]", "[Int]"),
    ])
    func `a field changes its type to one with other values`(_ before: String, _ after: String) throws {
        let rest = " b: Int c: String }"

        #expect(
            try SchemaChangesTests.changes("type A { a: \(before)" + rest, "type A { a: \(after)" + rest) == [
                "breaking FIELD_CHANGED_KIND A.a changed type from \(before) to \(after)"
            ])
    }

    @Test func `an input field changes its type to one with fewer values`() throws {
        #expect(
            try SchemaChangesTests.changes("input I { a: Int }", "input I { a: Int! }") == [
                "breaking FIELD_CHANGED_KIND I.a changed type from Int to Int!"
            ])
    }

    @Test func `a field requires a new argument`() throws {
        #expect(
            try SchemaChangesTests.changes("type A { a: Int }", "type A { a(b: Int!): Int }") == [
                "breaking REQUIRED_ARG_ADDED A.a(b:) was added and is required"
            ])
    }

    @Test func `an argument is removed`() throws {
        #expect(
            try SchemaChangesTests.changes("type A { a(b: Int): Int }", "type A { a: Int }") == [
                "breaking ARG_REMOVED A.a(b:) was removed"
            ])
    }

    @Test(arguments: [
        ("Int", "Int!"), ("Int", "String"), ("[Int]", "[Int!]"), ("Int", "[Int]"), ("[Int]", "Int"),
    ])
    func `an argument changes its type to one with fewer values`(_ before: String, _ after: String) throws {
        #expect(
            try SchemaChangesTests.changes(
                "type A { a(b: \(before)): String }", "type A { a(b: \(after)): String }") == [
                    "breaking ARG_CHANGED_KIND A.a(b:) changed type from \(before) to \(after)"
                ])
        #expect(
            try SchemaChangesTests.changes(
                "directive @d(b: \(before)) on FIELD", "directive @d(b: \(after)) on FIELD") == [
                    "breaking ARG_CHANGED_KIND @d(b:) changed type from \(before) to \(after)"
                ])
    }

    @Test func `a directive is removed`() throws {
        #expect(
            try SchemaChangesTests.changes("directive @d on FIELD", "") == [
                "breaking DIRECTIVE_REMOVED @d was removed"
            ])
    }

    @Test func `an argument of a directive is removed`() throws {
        #expect(
            try SchemaChangesTests.changes("directive @d(a: Int) on FIELD", "directive @d on FIELD") == [
                "breaking DIRECTIVE_ARG_REMOVED @d(a:) was removed"
            ])
    }

    @Test func `a directive requires a new argument`() throws {
        #expect(
            try SchemaChangesTests.changes("directive @d on FIELD", "directive @d(a: Int!) on FIELD") == [
                "breaking REQUIRED_DIRECTIVE_ARG_ADDED @d(a:) was added and is required"
            ])
    }

    @Test func `a directive is repeatable no longer`() throws {
        #expect(
            try SchemaChangesTests.changes("directive @d repeatable on FIELD", "directive @d on FIELD") == [
                "breaking DIRECTIVE_REPEATABLE_REMOVED @d is repeatable no longer"
            ])
    }

    @Test func `a directive loses a location`() throws {
        #expect(
            try SchemaChangesTests.changes("directive @d on FIELD | QUERY", "directive @d on FIELD") == [
                "breaking DIRECTIVE_LOCATION_REMOVED @d may not stand on QUERY any more"
            ])
    }

    @Test func `a kind of operation is removed, or begins at another type`() throws {
        let types = "type Query { a: Int } type A { a: Int } type B { b: Int } "
        func changes(_ old: String, _ new: String) throws -> [String] {
            try Schema(sdl: types + old).changes(to: Schema(sdl: types + new)).map(\.description)
        }
        let mutable = "schema { query: Query mutation: A }"

        #expect(
            try changes(mutable, "schema { query: Query }") == [
                "breaking ROOT_TYPE_REMOVED A is no longer the type of every mutation"
            ])
        #expect(
            try changes(mutable, "schema { query: Query mutation: B }") == [
                "breaking ROOT_TYPE_CHANGED A gave way to B as the type of every mutation"
            ])
        #expect(
            try changes("schema { query: Query subscription: A }", "schema { query: A }") == [
                "breaking ROOT_TYPE_CHANGED Query gave way to A as the type of every query",
                "breaking ROOT_TYPE_REMOVED A is no longer the type of every subscription",
            ])
        #expect(try changes("schema { query: Query }", mutable) == [])
    }

    @Test func `an input object takes exactly one field`() throws {
        let type = "input A { a: Int b: Int }"
        let oneOf = "input A @oneOf { a: Int b: Int }"

        #expect(
            try SchemaChangesTests.changes(type, oneOf) == [
                "breaking ONE_OF_ADDED A takes exactly one field now"
            ])
        #expect(try SchemaChangesTests.changes(oneOf, type) == [])
    }
}
