import Domain
import Testing

@Suite struct CurrencyTests {
    @Test(arguments: [("PEN", 2), ("INR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4)])
    func `a currency knows the decimals of its smallest unit`(code: String, exponent: Int) throws {
        #expect(try #require(Currency(code: code)).exponent == exponent)
    }

    @Test(arguments: ["pen", "XXX", "XAU", "", "PENN"])
    func `what is no current currency is refused`(code: String) {
        #expect(Currency(code: code) == nil)
    }

    @Test(arguments: [
        ("PEN", "12.50", 1250), ("PEN", "12.5", 1250), ("PEN", "12", 1200), ("PEN", "0.05", 5),
        ("PEN", "-3.10", -310), ("PEN", "12.5000", 1250), ("JPY", "980", 980), ("JPY", "980.0", 980),
        ("KWD", "1.005", 1005), ("PEN", "92233720368547758.07", Int64.max),
    ])
    func `a decimal text becomes minor units exactly`(code: String, text: String, minor: Int64) throws {
        #expect(try #require(Currency(code: code)).minorUnits(decimalText: text) == minor)
    }

    @Test(arguments: [
        "", ".", "5.", ".5", "1,50", "1e3", "+1", "S/ 5", " 5", "1.2.3", "--1", "१२", "1.x", "1.00x",
    ])
    func `a text that is no plain decimal is refused`(text: String) throws {
        let sol = try #require(Currency(code: "PEN"))

        #expect(throws: DecimalTextError.notDecimal) { try sol.minorUnits(decimalText: text) }
    }

    @Test func `more decimals than the smallest unit has are refused`() throws {
        let yen = try #require(Currency(code: "JPY"))
        let sol = try #require(Currency(code: "PEN"))

        #expect(throws: DecimalTextError.tooPrecise(decimals: 0)) { try yen.minorUnits(decimalText: "9.5") }
        #expect(throws: DecimalTextError.tooPrecise(decimals: 2)) { try sol.minorUnits(decimalText: "9.501") }
    }

    @Test(arguments: ["92233720368547758.08", "99999999999999999999"])
    func `an amount beyond 64 bits is refused and does not trap`(text: String) throws {
        let sol = try #require(Currency(code: "PEN"))

        #expect(throws: DecimalTextError.tooLarge) { try sol.minorUnits(decimalText: text) }
    }

    @Test(arguments: [("PEN", 1250, "12.50"), ("PEN", -5, "-0.05"), ("JPY", 980, "980"), ("KWD", 5, "0.005")])
    func `an amount is written with all its decimals`(code: String, minor: Int64, text: String) throws {
        #expect(try #require(Currency(code: code)).decimalText(minorUnits: minor) == text)
    }

    @Test func `the least amount is written too`() throws {
        let sol = try #require(Currency(code: "PEN"))

        #expect(sol.decimalText(minorUnits: .min) == "-92233720368547758.08")
    }
}
