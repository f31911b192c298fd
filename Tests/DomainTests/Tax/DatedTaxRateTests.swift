import Domain
import Testing

@Suite struct DatedTaxRateTests {
    private func rates() throws -> [DatedTaxRate] {
        [
            DatedTaxRate(try .at(1900, name: "IGV"), from: try .on("2003-08-01"), to: try .on("2011-02-28")),
            DatedTaxRate(try .at(1600, name: "IGV"), from: try .on("2011-03-01")),
            DatedTaxRate(try .at(200, name: "IPM"), from: try .on("2011-03-01")),
        ]
    }

    @Test(arguments: [
        ("2011-02-28", ["IGV 1900"]), ("2011-03-01", ["IGV 1600", "IPM 200"]),
        ("2026-11-21", ["IGV 1600", "IPM 200"]),
    ])
    func `a rate holds from its first to its last day`(date: String, expected: [String]) throws {
        let components = try DatedTaxRate.components(of: rates().reversed(), on: .on(date))

        #expect(components.map { "\($0.name) \($0.rate.value)" } == expected)
    }

    @Test func `case 1: a rate of 0 is a rate, none is not`() throws {
        let date = try LocalDate.on("2026-11-21")
        let zero = DatedTaxRate(try .at(0, name: "IGV"), from: date)

        #expect(try DatedTaxRate.components(of: [zero], on: date) == [.at(0, name: "IGV")])
        #expect(throws: TaxRateError.noRate(date)) { try DatedTaxRate.components(of: [], on: date) }
        #expect(throws: TaxRateError.noRate(date.previous)) {
            try DatedTaxRate.components(of: [zero], on: date.previous)
        }
    }

    @Test func `two rates of one component on one day are refused`() throws {
        let date = try LocalDate.on("2026-11-21")
        let rates = try [1800, 1600].map { DatedTaxRate(try .at($0, name: "IGV"), from: date) }

        #expect(throws: TaxRateError.ambiguous(component: "IGV", date)) {
            try DatedTaxRate.components(of: rates, on: date)
        }
    }
}
