import GraphQLSchema
import Testing

/// - SeeAlso: GraphQL Sep 2025 §3
@Suite struct SchemaPrintingTests {
    private let text = #"""
        """The whole."""
        schema {
          query: Root
          mutation: M
        }

        directive @plain on SCHEMA

        directive @many(
          """First argument."""
          a: Int = 3

          """
          Second argument
          on two lines.
          """
          b: [String!] = ["q"]
        ) repeatable on FIELD_DEFINITION | OBJECT

        type Root implements I & J {
          """The first."""
          a(
            """The x."""
            x: Int = 1
            y: Where = { z: 1 }
          ): Int! @deprecated

          """The second."""
          b(x: Int, y: Int): [String!] @deprecated(reason: "why \" not")
          c: Int
        }

        interface I {
          c: Int
        }

        interface J implements I {
          c: Int
        }

        input Where @oneOf {
          """The z."""
          z: Int
          w: String @deprecated
        }

        enum E {
          """The A."""
          A
          B @deprecated
        }

        union U = Root | M

        """"""
        scalar D @specifiedBy(url: "https://date")

        type M {
          a: Int
        }

        """#

    @Test func `printing a schema that was built from printed text gives the text again`() throws {
        #expect(try Schema(sdl: text).printed() == text)
    }

    @Test func `the schema definition is left out where the usual names say the same`() throws {
        #expect(
            try Schema(sdl: "schema { query: Query } type Query { a: Int }").printed()
                == "type Query {\n  a: Int\n}\n")
        #expect(
            try Schema(sdl: "schema { query: Query } type Query { a: Mutation } type Mutation { b: Int }")
                .printed().hasPrefix("schema {\n  query: Query\n}\n"))
    }

    @Test func `extensions are printed as part of what they extend`() throws {
        let schema = try Schema(sdl: "type Query { a: Int } extend type Query { b: Int }")

        #expect(schema.printed(schema.queryType) == "type Query {\n  a: Int\n  b: Int\n}")
    }

    @Test func `directives of the project and built-in definitions are not printed`() throws {
        let schema = try Schema(
            sdl:
                "type Query @d { a: Int @deprecated } directive @d on OBJECT directive @skip on FIELD",
            deliversIncrementally: true)

        #expect(schema.printed() == "directive @d on OBJECT\n\ntype Query {\n  a: Int @deprecated\n}\n")
    }

    @Test(arguments: [
        "a\\nb", "  indented", "ends with \\\\", "ends with \\\"", "\\n", "tab\\t", "\\u0007", "",
    ])
    func `descriptions keep their content`(_ description: String) throws {
        let schema = try Schema(sdl: "type Query { \"\(description)\" a: Int }")
        let again = try Schema(sdl: schema.printed())

        #expect(again.fields.last?.description == schema.fields.last?.description)
        #expect(again.printed() == schema.printed())
    }
}
