import GraphQLLanguage
import GraphQLSchema
import Testing

/// - SeeAlso: GraphQL Sep 2025 §2.14
@Suite struct SchemaElementTests {
    private let schema: Schema

    init() throws {
        schema = try Schema(
            sdl: """
                type Query { a(b: Int): Int } enum E { A B } input I { c: Int } union U = Query
                directive @d(e: Int) on FIELD
                """)
    }

    private func element(_ coordinate: String) throws -> SchemaElement? {
        try schema.element(at: SchemaCoordinate.parse(coordinate))
    }

    @Test func `a coordinate leads to its element`() throws {
        let field = try #require(schema.field(named: "a", of: schema.queryType))
        let type = try #require(schema.type(named: "E"))

        #expect(try element("Query") == .type(schema.queryType))
        #expect(try element("Query.a") == .field(field))
        #expect(try element("Query.__typename") == .field(.typename))
        #expect(try element("Query.a(b:)") == .argument(field, schema[field].arguments.lowerBound))
        #expect(try element("E.B") == .enumValue(type, 1))
        guard case .inputField(let index)? = try element("I.c") else { throw CancellationError() }
        #expect(schema.inputValues[index].coordinate == "I.c")
        guard case .directiveArgument(let directive, let argument)? = try element("@d(e:)") else {
            throw CancellationError()
        }
        #expect(schema.directives[directive].coordinate == "@d")
        #expect(schema.inputValues[argument].coordinate == "@d(e:)")
        #expect(try element("@d") == .directive(directive))
    }

    @Test(arguments: ["Nope", "Query.nope", "Query.a(nope:)", "E.NOPE", "I.nope", "@nope", "@d(nope:)"])
    func `the last part of a coordinate may be missing`(_ coordinate: String) throws {
        #expect(try element(coordinate) == nil)
    }

    @Test(arguments: ["Nope.a", "Query.nope(b:)", "Nope.a(b:)", "U.a", "Int.a", "@nope(e:)"])
    func `what holds the last part must exist`(_ coordinate: String) throws {
        let parsed = try SchemaCoordinate.parse(coordinate)

        #expect(throws: SchemaCoordinateError.self) { try schema.element(at: parsed) }
    }
}
