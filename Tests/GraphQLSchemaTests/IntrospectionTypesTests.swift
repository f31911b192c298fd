import GraphQLSchema
import Testing

/// - SeeAlso: GraphQL Sep 2025 §4.2
@Suite struct IntrospectionTypesTests {
    private let schema: Schema

    init() throws {
        schema = try Schema(
            sdl: #"""
                input Where { text: String = "a\tb", list: [Int] = [1, 2], inner: Inner = {y: {}, x: 1} }
                input Inner { x: Float = 1.50, y: Inner }
                type Query { dogs(where: Where = {}): Int }
                """#)
    }

    @Test func `the query type has __schema and __type, other types do not`() throws {
        let schemaType = try #require(schema.type(named: "__Schema"))

        #expect(schema.field(named: "__schema", of: schema.queryType) == .schema)
        #expect(schema.field(named: "__type", of: schema.queryType) == .type)
        #expect(schema.field(named: "__schema", of: schemaType) == nil)
        #expect(schemaType == .introspectionSchema)
        #expect(schema.type(named: "__Type") == .introspectionType)
        #expect(schema.description(of: schema[FieldID.type].type) == "__Type")
    }

    @Test func `exactly the fields of introspection types count as introspection`() {
        for type in schema.types {
            for index in type.fields {
                #expect(schema.fields[index].id.isIntrospection == type.isIntrospection)
            }
        }
    }

    @Test func `fields of introspection are in every view`() {
        let view = SchemaView([])

        for field in schema.fields { #expect(view.isVisible(field.id) == field.id.isIntrospection) }
    }

    @Test func `a default value has a canonical text`() {
        let texts = schema.inputValues.filter { $0.coordinate.hasPrefix("Where") || $0.name == "where" }

        #expect(
            texts.map(\.defaultText) == [#""a\tb""#, "[1, 2]", "{ y: {  }, x: 1 }", "{  }"])
        #expect(schema.inputValues.first { $0.coordinate == "Inner.x" }?.defaultText == "1.50")
    }

    @Test func `names that begin with __ stay refused elsewhere`() {
        #expect(throws: SchemaErrors.self) { try Schema(sdl: "type Query { __a: Int }") }
        #expect(throws: SchemaErrors.self) { try Schema(sdl: "type Query { a: Int } type __Type { b: Int }") }
    }
}
