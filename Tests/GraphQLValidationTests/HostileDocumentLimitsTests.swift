import GraphQLLanguage
import GraphQLValidation
import Testing

/// Documents that cost little to send and would cost much to answer are refused by a limit with a name.
///
/// Work is counted, never time: what a check may do has a budget, and the budget here is small.
@Suite struct HostileDocumentLimitsTests {
    /// The names of the limits that refuse a document, from the parser or from validation.
    private func limits(
        of text: String, _ limits: ValidationLimits = ValidationLimits()
    ) -> Set<String> {
        do throws(SyntaxError) {
            let document = try Parser.parse(Array(text.utf8))
            return Set(validate(document, on: dogSchema, limits: limits).compactMap(\.limit))
        } catch {
            return error.limit.map { [$0.rawValue] } ?? []
        }
    }

    @Test(arguments: [
        "{ a(b: \(String(repeating: "[", count: 30_000)) }",
        "{ a(b: \(String(repeating: "{a: ", count: 10_000)) }",
        String(repeating: "{ dog ", count: 10_000),
        "query ($a: \(String(repeating: "[", count: 30_000))Int) { dog }",
        String(repeating: "{ ... ", count: 10_000),
    ])
    func `what nests is cut off by the parser`(_ text: String) {
        #expect(limits(of: text) == ["parserDepth"])
    }

    @Test func `what is long is cut off by the parser`() {
        #expect(limits(of: "{ a(b: \(String(repeating: "[", count: 100_000)) }") == ["maxDocumentBytes"])
        #expect(limits(of: "{\(String(repeating: " name", count: 5_000))}") == ["maxTokens"])
        #expect(limits(of: "{ dog\(String(repeating: ",", count: 60_000)){ name } }") == [])
    }

    @Test func `five hundred fields of one name take a few steps each`() {
        var limits = ValidationLimits()
        limits.fieldComparisonCountMax = 2_000

        #expect(self.limits(of: "{ dog {\(String(repeating: " name", count: 500))} }", limits) == [])
    }

    @Test func `inline fragments in each other are merged within the budget`() {
        let nested = String(repeating: "... on Dog { name mother { name } ", count: 60)
        let closed = String(repeating: "}", count: 60)
        var limits = ValidationLimits()
        limits.fieldComparisonCountMax = 2_000

        #expect(self.limits(of: "{ dog { \(nested)\(closed) } }", limits) == [])
    }

    @Test func `selections that merge in ever new ways use up the budget`() {
        let level = "dog { mother { mother { mother { name } } } } "
        let many = (0..<50).map { "f\($0): human { relatives { n\($0): name } } " }.joined()
        var limits = ValidationLimits.unlimited
        limits.fieldComparisonCountMax = 300

        #expect(
            self.limits(of: "{ \(String(repeating: level, count: 40)) \(many) }", limits)
                == ["maxFieldComparisons"])
    }

    @Test func `fragments that double twenty-four times are refused`() {
        let fragments = (0..<24).map { "fragment F\($0) on Dog { ...F\($0 + 1) ...F\($0 + 1) }" }
        let text =
            "{ dog { ...F0 } } \(fragments.joined(separator: " ")) "
            + "fragment F24 on Dog { name mother { name } }"

        #expect(limits(of: text).contains("maxExpandedFields"))
    }

    @Test func `aliases multiplied by fragments to ten thousand are refused`() {
        let aliases = (0..<10).map { "a\($0): name" }.joined(separator: " ")
        let levels = (0..<3).map { level in
            let spreads = (0..<10).map { "m\(level)x\($0): mother { ...F\(level + 1) }" }
            return "fragment F\(level) on Dog { \(spreads.joined(separator: " ")) }"
        }

        #expect(
            limits(of: "{ dog { ...F0 } } \(levels.joined(separator: " ")) fragment F3 on Dog { \(aliases) }")
                .contains("maxAliases"))
    }

    @Test func `fragments in a circle are an error of the document, and no limit counts them`() {
        let circle = (0..<40).map { "fragment F\($0) on Dog { mother { ...F\(($0 + 1) % 40) ...F\($0) } }" }
        let text = "{ dog { ...F0 } } \(circle.joined(separator: " "))"

        #expect(errors(text, rules: [.noFragmentCycles]).contains { $0.message.contains("within itself") })
        #expect(limits(of: text).isSubset(of: ["maxFieldComparisons"]))
    }

    @Test func `many directives are refused, in a document and at a place`() {
        #expect(
            limits(of: "{ dog { \(String(repeating: "name @onField ", count: 51)) } }")
                .contains("maxDirectives"))
        #expect(
            limits(of: "{ dog { name \(String(repeating: "@again ", count: 5)) } }")
                .contains("maxDirectivesPerLocation"))
    }
}
