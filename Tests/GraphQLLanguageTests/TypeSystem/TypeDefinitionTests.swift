import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §3.4
@Suite struct TypeDefinitionTests {
    @Test func `the keyword tells the kind`() throws {
        let source = try parseSchema(
            "scalar A type B interface C union D enum E input F schema { query: B } directive @g on FIELD")
        #expect(
            source.types.map(\.kind) == [.scalar, .object, .interface, .union, .enumeration, .inputObject])
        #expect(source.types.map { source.document.name($0.name) } == ["A", "B", "C", "D", "E", "F"])
        #expect(source.types.allSatisfy { !$0.isExtension })
        #expect((source.schemas.count, source.directives.count) == (1, 1))
    }

    @Test func `an object has interfaces, directives and fields with arguments`() throws {
        let source = try parseSchema(
            "type A implements & B & C @d @e { f(g: H = 1 @i, j: [K!]!): L! @m n: O }")
        let type = try #require(source.types.first)
        #expect(type.interfaces.map { source.document.name($0.name) } == ["B", "C"])
        #expect(type.directives.count == 2)
        #expect(type.fields.map { source.document.name($0.name) } == ["f", "n"])
        #expect(type.fields[0].arguments.map { source.document.name($0.name) } == ["g", "j"])
        #expect(type.fields[0].arguments[0].defaultValue != nil)
        #expect(type.fields[0].arguments[0].directives.count == 1)
        #expect(Printer.text(of: type.fields[0].arguments[1].type, in: source.document) == "[K!]!")
        #expect(type.fields[0].directives.count == 1)
    }

    @Test func `a union has members, an enum values, an input object fields`() throws {
        let source = try parseSchema(
            "union A = | B | C enum D { E @f G } input H { i: J = { k: 1 } @l m: N }")
        #expect(source.types[0].members.map { source.document.name($0.name) } == ["B", "C"])
        #expect(source.types[1].enumValues.map { source.document.name($0.name) } == ["E", "G"])
        #expect(source.types[1].enumValues[0].directives.count == 1)
        #expect(source.types[2].inputFields.map { source.document.name($0.name) } == ["i", "m"])
        #expect(source.types[2].inputFields[0].defaultValue != nil)
    }

    @Test func `everything but an extension may have a description and starts at it`() throws {
        let source = try parseSchema(
            """
            "a" type A { "b" b("c" c: D): E }
            "f" enum F { "g" G }
            "h" input H { "i" i: J }
            "k" directive @k("l" l: M) on FIELD
            "n" schema { query: A }
            """)
        func text(_ description: Document.Value?) -> String? { source.description(description) }
        let field = source.types[0].fields[0]
        #expect([source.types[0].description, field.description].map(text) == ["a", "b"])
        #expect(text(field.arguments[0].description) == "c")
        #expect(text(source.types[1].enumValues[0].description) == "g")
        #expect(text(source.types[2].inputFields[0].description) == "i")
        #expect(text(source.directives[0].description) == "k")
        #expect(text(source.schemas[0].description) == "n")
        #expect((source.types[0].offset, source.types[0].nameOffset) == (0, 9))
        #expect((field.start, field.offset) == (13, 17))
        #expect((field.arguments[0].start, field.arguments[0].offset) == (19, 23))
        #expect((source.directives[0].start, source.directives[0].offset) == (80, 95))
    }

    @Test func `without a description a definition starts at its keyword or name`() throws {
        let source = try parseSchema("type A { b(c: D): E } directive @f on FIELD")
        #expect((source.types[0].offset, source.types[0].nameOffset) == (0, 5))
        #expect(source.types[0].fields[0].start == source.types[0].fields[0].offset)
        #expect((source.directives[0].start, source.directives[0].offset) == (22, 33))
    }

    @Test(arguments: [
        ("type", "1:5 Expected the name of a type, found the end of the document."),
        ("type A {}", "1:9 Expected the name of a field, found \"}\"."),
        ("type A { b }", "1:12 Expected \":\", found \"}\"."),
        ("type A { b(): C }", "1:12 Expected a name, found \")\"."),
        ("type A implements { b: C }", "1:19 Expected the name of a type, found \"{\"."),
        ("type A implements B & & C", "1:23 Expected the name of a type, found \"&\"."),
        ("type A implements B, C { d: E }", "1:22 Expected a definition, found \"C\"."),
        ("union A = ", "1:11 Expected the name of a type, found the end of the document."),
        ("union A = | B | C |", "1:20 Expected the name of a type, found the end of the document."),
        ("union A = || B", "1:12 Expected the name of a type, found \"|\"."),
        ("enum A { b true }", "1:12 Expected an enum value, found \"true\"."),
        ("enum A { false }", "1:10 Expected an enum value, found \"false\"."),
        ("enum A { null }", "1:10 Expected an enum value, found \"null\"."),
        ("input A { b(c: D): E }", "1:12 Expected \":\", found \"(\"."),
        ("scalar A = B", "1:10 Expected a definition, found \"=\"."),
        ("interface A @b {}", "1:17 Expected the name of a field, found \"}\"."),
    ])
    func `other texts are refused where they go wrong`(text: String, problem: String) {
        #expect(failure(text) == problem)
    }
}

/// - SeeAlso: GraphQL Sep 2025 §3.3
@Suite struct SchemaDefinitionTests {
    @Test func `a schema names its root types in any order`() throws {
        let source = try parseSchema("schema @a { mutation: B query: C subscription: D }")
        let schema = try #require(source.schemas.first)
        #expect(schema.rootTypes.map(\.kind) == [.mutation, .query, .subscription])
        #expect(schema.rootTypes.map { source.document.name($0.type.name) } == ["B", "C", "D"])
        #expect(schema.rootTypes.map(\.offset) == [12, 24, 33])
        #expect(schema.directives.count == 1)
    }

    @Test(arguments: [
        ("schema", "1:7 Expected \"{\", found the end of the document."),
        ("schema @a", "1:10 Expected \"{\", found the end of the document."),
        ("schema {}", "1:9 Expected \"query\", \"mutation\" or \"subscription\", found \"}\"."),
        (
            "schema { quary: A }",
            "1:10 Expected \"query\", \"mutation\" or \"subscription\", found \"quary\"."
        ),
        ("schema { query: [A] }", "1:17 Expected the name of a type, found \"[\"."),
        ("schema A { query: B }", "1:8 Expected \"{\", found \"A\"."),
    ])
    func `other texts are refused where they go wrong`(text: String, problem: String) {
        #expect(failure(text) == problem)
    }
}
