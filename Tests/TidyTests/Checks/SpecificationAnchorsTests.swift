import Testing

@Suite struct SpecificationAnchorsTests {
    private func source(_ text: String) -> SwiftSource { SwiftSource(path: "Sources/A/A.swift", text: text) }

    @Test func `every section of an anchor is read`() throws {
        let text = "/// - SeeAlso: GraphQL Sep 2025 §3.5, §6.1.2; RFC 8259 §7\n/// - SeeAlso: RFC 1 §9\n"

        #expect(try SpecificationAnchors.sections(in: source(text)).map(\.section) == ["3.5", "6.1.2"])
    }

    @Test func `a section that doesn't exist is reported`() throws {
        #expect(
            try SpecificationAnchors.unknown(in: source("/// - SeeAlso: GraphQL Sep 2025 §5.4.1\n")) == [])
        #expect(
            try SpecificationAnchors.unknown(in: source("a\n/// - SeeAlso: GraphQL Sep 2025 §5.4.9\n")).map(
                \.line)
                == [2])
    }

    @Test func `the table holds the sections the rules need`() {
        for section in RuleAnchors.table.values.joined() {
            #expect(SpecificationSections.titles[section] != nil, "§\(section)")
        }
        #expect(RuleAnchors.table.count == 27)
        #expect(SpecificationSections.titles["6.4.4"] == "Handling Execution Errors")
    }
}
