import GraphQLSchema
import GraphQLValidation
import Testing

@Suite struct NoDeprecatedTests {
    @Test func `deprecated fields, arguments, input fields and enum values are reported`() throws {
        let schema = try Schema(
            sdl: """
                type Query { old: Int @deprecated a(old: Int @deprecated, i: I, e: E): Int }
                input I { old: Int @deprecated b: Int }
                enum E { OLD @deprecated NEW }
                """)

        let found = errorColumns(
            "{ old a(old: 1, i: {old: 1, b: 1}, e: OLD) }", on: schema, rules: [.noDeprecated])
        #expect(found == [[3], [9], [21], [39]])
        #expect(errors("{ old }", on: schema).isEmpty)
        #expect(errors("{ a(i: {b: 1}, e: NEW) }", on: schema, rules: [.noDeprecated]).isEmpty)
    }
}
