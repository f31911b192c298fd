import GraphQLExecution
import GraphQLSchema
import Testing

/// - SeeAlso: GraphQL Sep 2025 §3.5, §3.9, §6.4.3
@Suite struct ResultCoercionTests {
    private func run(_ type: String, _ output: Output) async throws -> String {
        let schema = try Schema(sdl: "type Query { a: \(type) b: Int } enum Color { RED } scalar Any")
        let service = try GraphQLService(
            schema: schema,
            resolvers: [
                ObjectResolver(
                    typeName: "Query",
                    fields: [
                        Field("a", .value(needs: []) { _, _ in output }),
                        Field("b", .value(needs: []) { _, _ in .integer(1) }),
                    ])
            ])
        return await service.execute("{ a b }").body.text
    }

    @Test(arguments: [
        ("Int", Output.integer(-5), "-5"), ("Int", .float(4), "4"), ("Float", .integer(3), "3"),
        ("Float", .float(1.5), "1.5"), ("ID", .integer(7), "\"7\""), ("ID", .string("a"), "\"a\""),
        ("Color", .string("RED"), "\"RED\""), ("Boolean", .boolean(true), "true"),
        ("Any", .list([.integer(1), .null, .string("x")]), "[1,null,\"x\"]"),
        ("Any", .integer(1 << 40), "1099511627776"),
        ("[[Int]]", .list([.list([.integer(1), .null]), .null]), "[[1,null],null]"), ("Int", .null, "null"),
    ])
    func `a value that its type can express is written`(type: String, output: Output, text: String)
        async throws
    {
        #expect(try await run(type, output) == "{\"data\":{\"a\":\(text),\"b\":1}}")
    }

    @Test(arguments: [
        ("Int", Output.integer(1 << 31)), ("Int", .float(1.5)), ("Int", .string("1")),
        ("Float", .float(.nan)),
        ("Float", .float(.infinity)), ("Float", .string("x")), ("String", .integer(1)),
        ("Boolean", .integer(1)),
        ("Color", .string("BLUE")), ("ID", .boolean(true)), ("[Int]", .integer(1)),
        ("Int", .list([.integer(1)])),
    ])
    func `a value that its type cannot express is an error at its field`(type: String, output: Output)
        async throws
    {
        let answer = try await run(type, output)

        #expect(answer.hasPrefix(#"{"data":{"a":null,"b":1},"errors":[{"message":"Query.a "#))
        #expect(answer.contains(#""path":["a"]"#))
    }

    @Test func `an item that cannot be expressed has the path of the item`() async throws {
        let nullable = try await run("[[Int]]", .list([.list([.integer(1), .string("x")])]))
        let required = try await run("[[Int!]]", .list([.list([.integer(1), .string("x")]), .list([])]))

        #expect(nullable.hasPrefix(#"{"data":{"a":[[1,null]],"b":1},"errors":"#))
        #expect(nullable.contains(#""path":["a",0,1]"#))
        #expect(required.hasPrefix(#"{"data":{"a":[null,[]],"b":1},"errors":"#))
        #expect(required.contains(#""path":["a",0,1]"#))
    }
}
