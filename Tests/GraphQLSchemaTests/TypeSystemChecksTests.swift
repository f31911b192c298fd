import GraphQLSchema
import Testing

/// What the built schema is checked for, beyond what the text alone shows.
///
/// - SeeAlso: GraphQL Sep 2025 §3
@Suite struct TypeSystemChecksTests {
    private func problems(_ sdl: String) throws -> [String] {
        try Schema.problems(ofTypeSystem: sdl + "\ntype Query { q: Int }").map(\.description)
    }

    @Test(arguments: [
        ("input I { a: I = {b: 1} b: Int }", "1:18: The default value of I.a contains itself."),
        (
            "input I { a: J = {} } input J { b: [I] = [{}] }",
            "1:18: The default value of I.a contains itself by way of J.b. (see 1:42)"
        ),
        (
            "type T { a(i: I = {x: 1, z: 2}): Int } input I { x: String y: Int! }",
            "1:19: The value of T.a(i:) does not fit: I.y must be given."
        ),
        (
            "input I @oneOf { a: Int b: Int } type T { a(i: I = {a: null}): Int }",
            "1:52: The value of T.a(i:) does not fit: I takes exactly one field, which is not null."
        ),
        ("input I @oneOf { a: I }", "1:18: I.a requires its own type: no value is finite."),
        (
            "input I { a: Int } extend input I @oneOf",
            "1:35: I cannot become a OneOf input object by an extension."
        ),
        ("input I @oneOf { a: Int = 1 }", "1:18: I.a must have no default: I is a OneOf input object."),
        (
            "directive @d(a: Int @d) on ARGUMENT_DEFINITION",
            "1:12: The definition of @d uses @d itself."
        ),
        (
            "interface I { a: Int } type T implements I { a: Int @deprecated }",
            "1:53: T.a must not be deprecated: I.a is not. (see 1:49)"
        ),
        (
            "scalar S @specifiedBy(url: 1)",
            "1:28: The value of @specifiedBy(url:) does not fit: 1 is no String."
        ),
        ("enum E { __A }", "1:10: E.__A must not begin with \"__\": such names belong to introspection."),
        (
            "directive @__d on FIELD",
            "1:1: @__d must not begin with \"__\": such names belong to introspection."
        ),
        ("interface I implements I { a: Int }", "1:24: I cannot implement itself."),
        ("directive @d(a: Query) on FIELD", "1:14: @d(a:) cannot have the output type Query."),
    ])
    func `a fault is reported where it stands`(_ sdl: String, _ problem: String) throws {
        #expect(try problems(sdl).contains(problem))
    }

    @Test func `every part of a default value that does not fit is reported`() throws {
        let found = try problems(
            "type T { a(i: [I!] = [{x: 1, z: 2}, null]): Int } input I { x: String y: Int }")

        #expect(found.map { $0.prefix(4) } == ["1:27", "1:30", "1:37"])
    }

    @Test(arguments: [
        "input I @oneOf { a: I b: Int }", "input I { a: I = {a: null} }", "input I { a: [I!]! = [] }",
        "interface A { f: [A] } type B implements A { f: [B!]! }",
        "interface A { f: U } union U = B | C type B implements A { f: B! } type C { c: Int }",
        "interface A implements B { f: Int } interface B { f: Int } type C implements A & B { f: Int }",
        "interface I { a: Int @deprecated } type T implements I { a: Int @deprecated }",
        "directive @d(a: Int @e) on FIELD directive @e on ARGUMENT_DEFINITION",
        "type T { a(b: Int! = 1 @deprecated, c: Int @deprecated): Int }",
    ])
    func `what the specification allows has no problem`(_ sdl: String) throws {
        #expect(try problems(sdl) == [])
    }

    @Test func `a long chain of defaults is refused, not followed`() throws {
        let count = 5_000
        let chain = (0..<count).map { "input I\($0) { a: I\($0 + 1) = {} }" }.joined(separator: "\n")

        let found = try problems(chain + "\ninput I\(count) { a: Int }")

        #expect(found.first?.hasPrefix("1:12: The default value of I0.a takes over a chain") == true)
    }

    @Test func `types that could not be resolved are no reason for more problems`() throws {
        let sdl = "interface I { a: Int b: Int } type T implements I { a: Int b: Nope } type Query { q: I }"
        let error = #expect(throws: SchemaErrors.self) { try Schema(sdl: sdl) }

        #expect(error?.problems.map(\.message) == ["The type Nope is not defined."])
    }
}
