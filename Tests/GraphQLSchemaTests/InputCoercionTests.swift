import GraphQLLanguage
import GraphQLSchema
import Testing

/// - SeeAlso: GraphQL Sep 2025 §3.5, §3.9, §3.10, §3.11
@Suite struct InputCoercionTests {
    private let schema: Schema

    init() throws {
        schema = try Schema(
            sdl: """
                enum Color { RED GREEN }
                input Point { x: Int!, y: Int! = 7, color: Color, next: Point }
                input Choice @oneOf { a: Int, b: String }
                scalar Date
                type Query {
                  f(int: Int, ints: [Int], nested: [[Int]!], required: [Int!]!, float: Float,
                    string: String, boolean: Boolean, id: ID, color: Color,
                    point: Point, choice: Choice, date: Date): Int
                }
                """)
    }

    private func type(_ argument: String) throws -> FieldType {
        try #require(schema.inputValues.first { $0.name == argument }).type
    }

    private func literal(
        _ argument: String, _ text: String, variables: [String: InputValue] = [:]
    ) throws -> InputValue? {
        let document = try Parser.parse(Array("{ f(\(argument): \(text)) }".utf8))
        var byName: [NameID: InputValue] = [:]
        for (name, value) in variables {
            if let id = document.nameID(of: name) { byName[id] = value }
        }
        return try schema.coerce(
            literal: document.arguments[0].value, of: document, to: try type(argument), variables: byName)
    }

    @Test(arguments: [
        ("int", "2147483647", InputValue.int(2_147_483_647)), ("int", "null", .null),
        ("float", "1", .float(1)),
        ("float", "10000000000000000000000", .float(1e22)), ("float", "1.5", .float(1.5)),
        ("string", "\"a\"", .string("a")), ("boolean", "true", .boolean(true)), ("id", "12", .string("12")),
        ("id", "\"x\"", .string("x")), ("id", "99999999999999999999", .string("99999999999999999999")),
        ("color", "RED", .enumeration("RED")), ("ints", "1", .list([.int(1)])),
        ("ints", "[1, null]", .list([.int(1), .null])),
        ("nested", "1", .list([.list([.int(1)])])), ("nested", "[[1]]", .list([.list([.int(1)])])),
        ("choice", "{a: 1}", .object([.init(name: "a", value: .int(1))])),
        ("date", "[A, 1]", .list([.enumeration("A"), .int(1)])),
        ("point", "{x: 1}", .object([.init(name: "x", value: .int(1)), .init(name: "y", value: .int(7))])),
    ])
    func `a literal that fits is coerced`(_ argument: String, _ text: String, _ value: InputValue) throws {
        #expect(try literal(argument, text) == value)
    }

    @Test(arguments: [
        ("int", "2147483648"), ("int", "1.0"), ("int", "\"1\""), ("float", "\"1\""), ("float", "1e999"),
        ("string", "1"),
        ("boolean", "1"), ("id", "1.5"), ("color", "\"RED\""), ("color", "BLUE"), ("ints", "[1, \"a\"]"),
        ("nested", "[null]"),
        ("required", "[null]"), ("required", "null"), ("point", "{}"), ("point", "{x: 1, z: 2}"),
        ("point", "{x: null}"),
        ("point", "1"), ("choice", "{}"), ("choice", "{a: 1, b: \"c\"}"), ("choice", "{a: null}"),
        ("int", "[1]"), ("date", "1e400"), ("date", "[{a: -1e400}]"), ("color", "\"RED\""),
    ])
    func `a literal that does not fit is refused`(_ argument: String, _ text: String) throws {
        #expect(throws: CoercionError.self) { try literal(argument, text) }
    }

    @Test(arguments: [
        ("int", InputValue.int(3), InputValue.int(3)), ("float", .int(3), .float(3)),
        ("id", .int(3), .string("3")),
        ("color", .string("RED"), .enumeration("RED")), ("ints", .int(1), .list([.int(1)])),
        (
            "point", .object([.init(name: "x", value: .int(1))]),
            .object([.init(name: "x", value: .int(1)), .init(name: "y", value: .int(7))])
        ),
        ("id", .largeInteger("12345678901234567890"), .string("12345678901234567890")),
        ("float", .largeInteger("10000000000000000000000"), .float(1e22)),
    ])
    func `a variable that fits is coerced`(_ argument: String, _ value: InputValue, _ coerced: InputValue)
        throws
    {
        #expect(try schema.coerce(variable: value, to: try type(argument)) == coerced)
    }

    @Test(arguments: [
        ("int", InputValue.float(3.5)), ("int", .float(3)), ("int", .float(.nan)), ("int", .float(1e300)),
        ("int", .int(1 << 31)),
        ("int", .string("3")),
        ("float", .float(.infinity)), ("string", .int(1)), ("boolean", .string("true")),
        ("color", .string("BLUE")),
        ("required", .null), ("required", .list([.null])), ("point", .object([])), ("choice", .object([])),
        ("point", .list([])),
    ])
    func `a variable that does not fit is refused`(_ argument: String, _ value: InputValue) throws {
        let type = try type(argument)

        #expect(throws: CoercionError.self) { try schema.coerce(variable: value, to: type) }
    }

    @Test func `the path leads to the faulty part`() throws {
        let bad = InputValue.object([
            .init(name: "x", value: .int(1)),
            .init(name: "next", value: .object([.init(name: "x", value: .string("no"))])),
        ])
        let type = try type("point")

        let error = #expect(throws: CoercionError.self) { try schema.coerce(variable: bad, to: type) }

        #expect(error?.path == [.field("next"), .field("x")])
        #expect(error?.code == "BAD_USER_INPUT")
    }

    @Test func `variables are replaced inside literals, missing ones leave room for defaults`() throws {
        #expect(try literal("int", "$a") == nil)
        #expect(try literal("int", "$a", variables: ["a": .int(4)]) == .int(4))
        #expect(try literal("ints", "[$a, $b]", variables: ["a": .int(4)]) == .list([.int(4), .null]))
        #expect(try literal("point", "{x: $a, y: $b}", variables: ["a": .int(4)])?["y"] == .int(7))
        #expect(throws: CoercionError.self) { try literal("point", "{x: $a}") }
        #expect(throws: CoercionError.self) { try literal("required", "[$a]") }
    }

    /// The sign of kelvin and K are canonically equivalent, as are "é" in one scalar and in two.
    @Test func `texts that only look alike are not the same`() throws {
        let schema = try Schema(
            sdl: "enum Kind { KIT } input In { Key: Int } type Query { f(kind: Kind, in: In): Int }")
        let kind = FieldType(named: try #require(schema.type(named: "Kind")))
        let input = FieldType(named: try #require(schema.type(named: "In")))

        #expect(try schema.coerce(variable: .string("KIT"), to: kind) == .enumeration("KIT"))
        #expect(throws: CoercionError.self) {
            try schema.coerce(variable: .string("\u{212A}IT"), to: kind)
        }
        #expect(throws: CoercionError.self) {
            let fields = [InputValue.Field(name: "\u{212A}ey", value: .int(1))]
            return try schema.coerce(variable: .object(fields), to: input)
        }
        #expect(InputValue.string("\u{E9}") != .string("e\u{301}"))
        #expect(Set([InputValue.string("\u{E9}"), .string("e\u{301}"), .string("\u{E9}")]).count == 2)
        #expect(InputValue.object([.init(name: "\u{E9}", value: .null)])["e\u{301}"] == nil)
    }

    @Test func `custom scalars may be checked`() throws {
        let check = ScalarCheck { _, value in value == .string("now") ? .int(0) : nil }
        let date = try type("date")

        #expect(try schema.coerce(variable: .string("now"), to: date, check: check) == .int(0))
        #expect(throws: CoercionError.self) {
            try schema.coerce(variable: .string("x"), to: date, check: check)
        }
    }
}
