import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §3.2
@Suite struct SchemaDocumentTests {
    @Test func `every kind of definition is read`() throws {
        let schema = try Parser.parseSchema(
            Array(
                """
                "All" schema @a { query: Query mutation: M }
                scalar Date @specifiedBy(url: "x")
                type Query implements & A & B @a { "the f" f("x" a: Int = 1 @d, b: [String!]): [T!]! @deprecated }
                interface A implements B { f: Int }
                union U @a = | A | B
                enum E { X Y @deprecated(reason: "old") }
                input I { a: Int! = 3, b: I }
                "A directive" directive @listSize(assumed: Int = 10) repeatable on | FIELD_DEFINITION | FIELD
                extend type Query { g: Int }
                """.utf8))

        #expect(
            schema.types.map(\.kind) == [
                .scalar, .object, .interface, .union, .enumeration, .inputObject, .object,
            ])
        #expect(schema.schemas[0].rootTypes.map(\.kind) == [.query, .mutation])
        let query = schema.types[1]
        #expect(query.interfaces.map { schema.document.name($0.name) } == ["A", "B"])
        #expect(schema.description(query.fields[0].description) == "the f")
        #expect(query.fields[0].arguments.map { $0.defaultValue == nil } == [false, true])
        #expect(query.fields[0].directives.count == 1)
        #expect(schema.types[3].members.count == 2)
        #expect(schema.types[4].enumValues.map { $0.directives.count } == [0, 1])
        #expect(schema.types[5].inputFields.count == 2)
        #expect(schema.directives[0].isRepeatable)
        #expect(schema.directives[0].locations.count == 2)
        #expect(schema.types[6].isExtension)
    }

    @Test(arguments: [
        "type ▲{ a: Int }", "type T {▲}", "type T { a ▲}", "enum E { ▲true }", "union U = ▲", "schema ▲",
        "input I { a▲(b: Int): Int }", "directive ▲a on FIELD", "type T implements ▲{ a: Int }",
        "\"d\" ▲extend type T",
    ])
    func `a definition off the grammar is refused`(_ text: String) {
        expectSyntaxError(text)
    }
}
