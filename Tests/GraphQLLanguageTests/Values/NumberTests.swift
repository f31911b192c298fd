import GraphQLLanguage
import Testing

/// - SeeAlso: GraphQL Sep 2025 §2.10.1
/// - SeeAlso: GraphQL Sep 2025 §2.10.2
@Suite struct NumberTests {
    @Test(arguments: [
        ("0", 0), ("-0", 0), ("7", 7), ("-12", -12), ("9223372036854775807", Int64.max),
        ("-9223372036854775808", Int64.min),
    ])
    func `an integer has digits and perhaps a minus`(literal: String, number: Int64) throws {
        let (value, document) = try value(literal)
        #expect(value.kind == .int)
        #expect(document.int(value) == number)
    }

    @Test func `an integer of any length is read, its number only when it fits 64 bits`() throws {
        let (value, document) = try value("9223372036854775808")
        #expect(value.kind == .int)
        #expect(document.int(value) == nil)
        #expect(document.float(value) == 9_223_372_036_854_775_808)
        #expect(document.text(value) == "9223372036854775808")
    }

    @Test(arguments: [
        ("1.5", 1.5), ("-0.25", -0.25), ("1e3", 1000), ("1E+3", 1000), ("25e-2", 0.25), ("1.5e1", 15),
        ("0.0", 0), ("0e0", 0),
    ])
    func `a float has a fraction, an exponent or both`(literal: String, number: Double) throws {
        let (value, document) = try value(literal)
        #expect(value.kind == .float)
        #expect(document.float(value) == number)
    }

    @Test func `a float that is not finite has no number`() throws {
        let (value, document) = try value("1e999")
        #expect(document.float(value) == nil)
    }

    @Test(arguments: [
        ("00", "1:9 Invalid number: no digit may follow a leading zero."),
        ("-01", "1:10 Invalid number: no digit may follow a leading zero."),
        ("+1", "1:8 Unexpected character \"+\"."),
        ("-", "1:9 Invalid number: expected a digit, found \")\"."),
        ("--1", "1:9 Invalid number: expected a digit, found \"-\"."),
        ("1.", "1:10 Invalid number: expected a digit, found \")\"."),
        ("1.e1", "1:10 Invalid number: expected a digit, found \"e\"."),
        ("1e", "1:10 Invalid number: expected a digit, found \")\"."),
        ("1e+", "1:11 Invalid number: expected a digit, found \")\"."),
        (".1", "1:8 Invalid number: expected a digit before \".\"."),
    ])
    func `other numbers are refused where they go wrong`(literal: String, problem: String) {
        #expect(failure("{ f(a: \(literal)) }") == problem)
    }

    @Test(arguments: [
        ("0x1", "1:9 Invalid number: expected a digit, found \"x\"."),
        ("1a", "1:9 Invalid number: expected a digit, found \"a\"."),
        ("1_000", "1:9 Invalid number: expected a digit, found \"_\"."),
        ("1.5f", "1:11 Invalid number: expected a digit, found \"f\"."),
        ("1.2.3", "1:11 Invalid number: expected a digit, found \".\"."),
        ("1e2e3", "1:11 Invalid number: expected a digit, found \"e\"."),
        ("1...", "1:10 Invalid number: expected a digit, found \".\"."),
    ])
    func `no name and no dot may touch a number`(literal: String, problem: String) {
        #expect(failure("{ f(a: \(literal)) }") == problem)
    }

    @Test func `punctuators and strings may touch a number`() {
        #expect(printed("{ f(a: [1\"b\"2$c]) }") == printed("{ f(a: [1, \"b\", 2, $c]) }"))
    }
}
