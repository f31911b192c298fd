import GraphQLSchema
import Testing

/// Nothing of the schema is left to be guessed.
@Suite struct DescriptionTests {
    /// The coordinates of what a schema defines without saying what it is.
    static func undescribed(_ schema: Schema) -> [String] {
        let own = schema.types.filter { $0.builtInScalar == nil && !$0.isIntrospection }
        var found: [String] = []
        func look(_ coordinate: String, _ description: String?) {
            if description?.allSatisfy(\.isWhitespace) ?? true { found.append(coordinate) }
        }
        func look(_ inputs: Range<Int>) {
            for input in schema.inputValues[inputs] { look(input.coordinate, input.description) }
        }
        for type in own {
            look(type.name, type.description)
            for field in schema.fields[type.fields] {
                look(field.coordinate, field.description)
                look(field.arguments)
            }
            look(type.inputFields)
            for value in type.enumValues { look("\(type.name).\(value.name)", value.description) }
        }
        for directive in schema.directives {
            look(directive.coordinate, directive.description)
            look(directive.arguments)
        }
        return found
    }

    @Test func `every type, field, argument, value and directive of the product is described`() throws {
        #expect(Self.undescribed(try ProductSites.schema.get()) == [])
    }

    @Test func `what has no description is found wherever it stands`() throws {
        let schema = try Schema(
            sdl: """
                type Query { a(b: In): E "told" c: Int "" d: Int }
                input In { e: Int "told" f: Int }
                "told" enum E { G "told" H }
                directive @i(j: Int) on FIELD
                """)
        #expect(
            Self.undescribed(schema) == [
                "Query", "Query.a", "Query.a(b:)", "Query.d", "In", "In.e", "E.G", "@i", "@i(j:)",
            ])
    }
}
