import GraphQLSchema
import GraphQLValidation
import Testing

/// What the caller can't come upon does not exist in any place of a document.
@Suite struct HiddenTypesTests {
    private static let sdl = """
        interface Named { name: String } interface Priced { price: Int }
        type Query { named: Named priced: Priced secret(in: SecretInput, kind: SecretKind): Secret }
        type Shown implements Named { name: String }
        type Secret implements Named & Priced { name: String price: Int other: SecretUnion }
        type Offer implements Priced { price: Int }
        union SecretUnion = Secret
        enum SecretKind { A }
        input SecretInput { code: Int! }
        scalar SecretScalar
        type Mutation { drop(date: SecretScalar): Secret }
        """

    /// The messages without what `Secret…`, `Query.secret` and `Mutation` bring.
    private func messages(_ query: String, suggestions: Bool = true) throws -> [String] {
        let schema = try Schema(sdl: Self.sdl)
        let fields = schema.fields.filter { field in
            field.name != "secret" && !["Secret", "Mutation"].contains(schema[field.parent].name)
        }
        var limits = ValidationLimits()
        limits.suggestions = suggestions
        return errors(query, on: schema, view: SchemaView(of: schema, fields.map(\.id)), limits: limits)
            .map(\.message)
    }

    @Test(arguments: ["SecretInput", "SecretKind", "SecretScalar", "Secret", "SecretUnion", "Mutation"])
    func `a hidden type is as unknown as one that was never there`(_ type: String) throws {
        for place in [
            "query ($x: TYPE = {}) { named { name } }", "query ($x: [TYPE!]) { named { name } }",
            "{ named { ... on TYPE { name } } }", "{ named { name } } fragment F on TYPE { code }",
            "{ named { ...F } } fragment F on TYPE { code }",
        ] {
            let hidden = try messages(place.replacing("TYPE", with: type))
            let absent = try messages(place.replacing("TYPE", with: "Zzzzzzzz"))
            #expect(hidden.map { $0.replacing(type, with: "Zzzzzzzz") } == absent)
            #expect(hidden.contains("Unknown type \"\(type)\"."))
        }
    }

    @Test func `a hidden kind of operation is not offered`() throws {
        #expect(try messages("mutation { drop { name } }") == ["The schema has no mutation operations."])
    }

    @Test func `two types do not meet in a hidden one`() throws {
        #expect(
            try messages("{ named { ... on Priced { price } } }") == [
                "Fragment cannot be spread here as objects of type \"Named\" can never be of type \"Priced\"."
            ])
        #expect(try messages("{ named { ... on Shown { name } } priced { ... on Offer { price } } }") == [])
    }

    @Test func `nothing hidden is guessed`() throws {
        #expect(try messages("{ secre }") == ["Cannot query field \"secre\" on type \"Query\"."])
        #expect(
            try messages("query ($x: SecretInpu) { named { name } }").first
                == "Unknown type \"SecretInpu\".")
    }
}
