import GraphQLSchema
import GraphQLValidation
import Testing

/// The examples and counter-examples of the chapter on validation answer as its text says.
///
/// Each is asked of the rule of its section alone: most are fragments that no document uses.
///
/// - SeeAlso: GraphQL Sep 2025 §5
@Suite struct SpecificationExampleTests {
    private static let examples =
        SpecificationExample.documents + SpecificationExample.operations + SpecificationExample.fields
        + SpecificationExample.arguments + SpecificationExample.fragments + SpecificationExample.spreads
        + SpecificationExample.values + SpecificationExample.directives + SpecificationExample.variables
        + SpecificationExample.variableUsages

    private let schema: Schema

    init() throws {
        schema = try Schema(sdl: SpecificationExample.schema)
    }

    @Test func `there are as many as the text has`() {
        #expect(Self.examples.filter(\.isValid).count == 39)
        #expect(Self.examples.filter { !$0.isValid }.count == 50)
    }

    @Test(arguments: examples) func `each answers as the text says`(_ example: SpecificationExample) throws {
        let schema =
            example.section == "5.2.1.1" ? try Schema(sdl: "type Query { hello: String }") : schema
        let found = errors(example.document, on: schema, limits: .unlimited, rules: example.rules)

        #expect(found.isEmpty == example.isValid)
    }
}
