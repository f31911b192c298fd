import GraphQLSchema
import Testing

@testable import Restaurant

/// What each custom scalar takes as input, and in which form it goes on.
struct ScalarsTests {
    @Test(
        arguments: [
            ("Int64", .int(.max), .int(.max)),
            ("Decimal", .string("-2.50"), .string("-2.50")), ("Decimal", .string("0"), .string("0")),
            ("DateTime", .string("2026-03-01T12:30:00-05:00"), .string("2026-03-01T12:30:00-05:00")),
            ("Date", .string("2024-02-29"), .string("2024-02-29")),
            ("TimeOfDay", .string("18:30:00"), .string("18:30:00")),
            ("Locale", .string("ES-pe"), .string("es-PE")), ("Currency", .string("PEN"), .string("PEN")),
        ] as [(String, InputValue, InputValue)])
    func `a value is taken`(_ scalar: String, _ value: InputValue, _ coerced: InputValue) throws {
        #expect(try check(scalar)(value) == coerced)
    }

    @Test(
        arguments: [
            ("Int64", .string("1")), ("Int64", .float(1.5)), ("Int64", .float(1)), ("Int64", .float(0)),
            ("Int64", .float(1e300)), ("Int64", .boolean(true)),
            ("Decimal", .float(2.5)), ("Decimal", .string("")), ("Decimal", .string("-")),
            ("Decimal", .string("1.")),
            ("Decimal", .string(".5")), ("Decimal", .string("--1")), ("Decimal", .string("1e3")),
            ("Decimal", .string(String(repeating: "9", count: 41))),
            ("DateTime", .string("2026-03-01")), ("DateTime", .int(0)), ("DateTime", .enumeration("NOW")),
            ("Date", .string("2026-02-29")), ("TimeOfDay", .string("24:00:00")), ("Locale", .string("en_US")),
            ("Locale", .null), ("Currency", .string("XXX")), ("Currency", .string("pen")),
            ("Currency", .list([])),
        ] as [(String, InputValue)])
    func `any other value is refused`(_ scalar: String, _ value: InputValue) throws {
        #expect(try check(scalar)(value) == nil)
    }

    @Test
    func `a scalar that nobody knows takes nothing`() throws {
        let schema = try Schema(sdl: "scalar Colour scalar Date type Query { a(b: Colour, c: Date): Int }")
        let types = schema.types.filter { ["Colour", "Date"].contains($0.name) }
        let value = InputValue.string("2026-03-01")

        #expect(types.map { Restaurant.scalars.coerce($0, value) } == [nil, value])
    }

    private func check(_ scalar: String) throws -> Scalars.Check { try #require(Scalars.checks[scalar]) }
}
