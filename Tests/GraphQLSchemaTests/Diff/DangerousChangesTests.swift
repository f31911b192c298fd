import Testing

/// One test for each kind of dangerous change.
///
/// - SeeAlso: GraphQL Sep 2025 §3
@Suite struct DangerousChangesTests {
    @Test func `an enum has a new value`() throws {
        #expect(
            try SchemaChangesTests.changes("enum E { A }", "enum E { A B }") == [
                "dangerous VALUE_ADDED_TO_ENUM E.B was added"
            ])
    }

    @Test func `a union has a new member`() throws {
        let types = "type A { a: Int } type B { b: Int } "

        #expect(
            try SchemaChangesTests.changes(types + "union U = A", types + "union U = A | B") == [
                "dangerous TYPE_ADDED_TO_UNION U has the new member B"
            ])
    }

    @Test(arguments: ["Int", "Int! = 1"])
    func `an input object has a new field`(_ type: String) throws {
        #expect(
            try SchemaChangesTests.changes("input I { a: Int }", "input I { a: Int b: \(type) }") == [
                "dangerous OPTIONAL_INPUT_FIELD_ADDED I.b was added"
            ])
    }

    @Test func `a field has a new argument`() throws {
        #expect(
            try SchemaChangesTests.changes("type A { a: Int }", "type A { a(b: Int): Int }") == [
                "dangerous OPTIONAL_ARG_ADDED A.a(b:) was added"
            ])
    }

    @Test func `a type implements one more interface`() throws {
        let interface = "interface I { a: Int } "

        #expect(
            try SchemaChangesTests.changes(
                interface + "type A { a: Int }", interface + "type A implements I { a: Int }") == [
                    "dangerous IMPLEMENTED_INTERFACE_ADDED A implements I now"
                ])
    }

    @Test func `an argument has another default value`() throws {
        #expect(
            try SchemaChangesTests.changes("type A { a(b: Int = 1): Int }", "type A { a(b: Int = 2): Int }")
                == [
                    "dangerous ARG_DEFAULT_VALUE_CHANGE A.a(b:) has the default value 2, not 1"
                ])
        #expect(
            try SchemaChangesTests.changes(
                "directive @d(b: Int = 1) on FIELD", "directive @d(b: Int) on FIELD")
                == [
                    "dangerous ARG_DEFAULT_VALUE_CHANGE @d(b:) has no default value any more, it was 1"
                ])
    }

    @Test func `an input field has another default value`() throws {
        #expect(
            try SchemaChangesTests.changes("input I { a: Int = 1 }", "input I { a: Int = 2 }") == [
                "dangerous INPUT_FIELD_DEFAULT_VALUE_CHANGE I.a has the default value 2, not 1"
            ])
        #expect(
            try SchemaChangesTests.changes("input I { a: Int = 1 }", "input I { a: Int }") == [
                "dangerous INPUT_FIELD_DEFAULT_VALUE_CHANGE I.a has no default value any more, it was 1"
            ])
    }
}
