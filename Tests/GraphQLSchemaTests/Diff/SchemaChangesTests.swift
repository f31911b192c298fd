import GraphQLSchema
import Testing

/// - SeeAlso: GraphQL Sep 2025 §3
@Suite struct SchemaChangesTests {
    /// The changes between two texts, to both of which a query type is added.
    static func changes(_ old: String, _ new: String) throws -> [String] {
        let query = "\ntype Query { query: Int }"
        return try Schema(sdl: old + query).changes(to: Schema(sdl: new + query)).map(\.description)
    }

    @Test func `equal schemas have no changes, whatever their order`() throws {
        #expect(
            try Self.changes(
                "type A { a(b: ID, c: I = {x: 1, y: 2}): Int b: Int } enum E {A B} input I {x: Int y: Int}",
                "input I {y: Int x: Int} enum E {B A} type A { b: Int a(c: I = {y: 2, x: 1}, b: ID): Int }"
            ) == [])
    }

    @Test func `changes are sorted by what they can do`() throws {
        let severities = try Schema(sdl: "type Query { a: Int } enum E { A }")
            .changes(to: Schema(sdl: "type Query { b: Int } enum E { A B }")).map(\.severity)

        #expect(severities == [.breaking, .dangerous, .safe])
    }

    @Test func `defaults are compared as they are written`() throws {
        let old = "type A { a(b: [I] = [{x: 1}]): Int } input I { x: Int = 1 y: Int = 2 }"

        #expect(try Self.changes(old, old.replacing("[{x: 1}]", with: "[{y: 2, x: 1}]")).count == 1)
        #expect(
            try Self.changes(old, old.replacing("= 2", with: "= 3")) == [
                "dangerous INPUT_FIELD_DEFAULT_VALUE_CHANGE I.y has the default value 3, not 2"
            ])
    }

    @Test func `each kind has a name of its own`() {
        #expect(SchemaChange.Kind.allCases.count == 37)
        #expect(SchemaChange.Kind.allCases.count { $0.severity == .breaking } == 19)
        #expect(SchemaChange.Kind.allCases.count { $0.severity == .dangerous } == 7)
    }
}
