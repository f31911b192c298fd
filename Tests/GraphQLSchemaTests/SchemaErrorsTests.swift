import GraphQLSchema
import Testing

/// - SeeAlso: GraphQL Sep 2025 §3
@Suite struct SchemaErrorsTests {
    private func problems(_ sdl: String, addQuery: Bool = true) -> [String] {
        do throws(SchemaErrors) {
            _ = try Schema(sdl: sdl + (addQuery ? "\ntype Query { q: Int }" : ""))
            return []
        } catch { return error.problems.map(\.description) }
    }

    @Test(arguments: [
        ("type T { a: Int a: Int }", "1:10: T.a is defined twice. (see 1:17)"),
        ("type T { a: Nope }", "1:13: The type Nope is not defined."),
        ("type T { a: I } input I { b: Int }", "1:13: T.a cannot have the input type I."),
        ("type T { a(b: T): Int }", "1:15: T.a(b:) cannot have the output type T."),
        ("type T { a: Int } type T { b: Int }", "1:6: The type T is defined twice. (see 1:24)"),
        ("scalar Int", "1:8: The type Int is built in."),
        (
            "type T { __a: Int }",
            "1:10: T.__a must not begin with \"__\": such names belong to introspection."
        ),
        ("type T", "1:1: The type T has no fields."),
        ("enum E { A A }", "1:10: E.A is defined twice. (see 1:12)"),
        ("union U = Query | Int", "1:19: U cannot include Int: it is a scalar, no object type."),
        ("union U = Query | Query", "1:11: U must include Query only once. (see 1:19)"),
        (
            "type T implements Query { a: Int }",
            "1:19: T cannot implement Query: it is an object type, no interface."
        ),
        ("extend type T { a: Int }", "1:13: The type T cannot be extended: it is not defined."),
        ("extend directive @d @deprecated", "1:19: The directive @d cannot be extended: it is not defined."),
        ("type T { a: Int @nope }", "1:17: The directive @nope is not defined."),
        ("type T { a: Int @oneOf }", "1:17: The directive @oneOf may not stand on FIELD_DEFINITION."),
        (
            "type T { a: Int @deprecated @deprecated }",
            "1:17: The directive @deprecated may stand here only once. (see 1:29)"
        ),
        ("directive @d on NOWHERE", "1:17: Expected a directive location, found \"NOWHERE\"."),
        (
            "type T { a(b: Int! @deprecated): Int }",
            "1:20: T.a(b:) is required and so cannot be deprecated. (see 1:15)"
        ),
        ("input I { a: Int = \"x\" }", "1:20: The value of I.a does not fit: \"x\" is no Int."),
        ("input I { a: I! }", "1:11: I.a requires its own type: no value is finite."),
        ("input I { a: I = {} }", "1:18: The default value of I.a contains itself."),
        (
            "input I @oneOf { a: Int! }",
            "1:21: I.a must be nullable: I is a OneOf input object."
        ),
        ("{ a }", "1:1: A schema holds no operations or fragments."),
        ("type T { a: }", "1:13: Expected a type, found \"}\"."),
    ])
    func `a fault of the text is reported where it stands`(_ sdl: String, _ problem: String) {
        #expect(problems(sdl) == [problem])
    }

    @Test func `all problems are reported at once in the order of the text`() {
        let found = problems("type A { x: Nope }\ntype B { y: Nope2 }\nunion U = A | C")

        #expect(found.map { $0.prefix(4) } == ["1:13", "2:13", "3:15"])
    }

    @Test func `input objects may refer to themselves where a value stays finite`() {
        #expect(problems("input I { a: I, b: [I!]!, c: J! } input J { d: I }") == [])
        #expect(
            problems("input I { a: J! } input J { b: I! }") == [
                "1:11: I.a requires its own type by way of J.b: no value is finite. (see 1:29)"
            ])
    }

    @Test func `implementing types keep the promises of their interfaces`() {
        let interfaces =
            "interface A { f(x: Int): A g: [A] } interface B implements A { f(x: Int): A g: [A] }\n"

        #expect(problems(interfaces + "type T implements A & B { f(x: Int, y: Int): T! g: [T!]! }") == [])
        let broken = problems(interfaces + "type T implements B { f(x: String, y: Int!): Int }")
        #expect(broken.contains("1:60: T must implement A because B does. (see 2:19)"))
        #expect(broken.contains("1:77: T lacks the field of B.g. (see 2:1)"))
        #expect(broken.contains { $0.contains("T.f(y:) must not be required: B.f lacks it.") })
        #expect(broken.contains { $0.contains("T.f of type Int does not fit B.f of type A.") })
        #expect(broken.count == 5)
    }

    @Test func `root types exist, are objects and differ`() {
        #expect(
            problems("type T { a: Int }", addQuery: false) == [
                "1:1: The schema has no root type for queries."
            ])
        #expect(problems("schema { query: Query mutation: Query }").count == 1)
        #expect(
            problems("schema { query: E } enum E { A }").contains(
                "1:17: The root type E must be an object type."))
    }
}
