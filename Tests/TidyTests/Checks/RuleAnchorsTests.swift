import Testing

@Suite struct RuleAnchorsTests {
    private func rule(_ name: String, _ sections: String) -> SwiftSource {
        SwiftSource(path: RuleAnchors.rules + name + ".swift", text: anchor(sections))
    }

    private func test(_ name: String, _ sections: String) -> SwiftSource {
        SwiftSource(path: RuleAnchors.tests + name + "Tests.swift", text: anchor(sections))
    }

    private func anchor(_ sections: String) -> String {
        "/// - SeeAlso: GraphQL Sep 2025 \(sections)\nstruct A {}\n"
    }

    @Test func `rule and test with their section pass`() throws {
        let sources = [
            rule("KnownArgumentNames", "§5.4.1"), test("KnownArgumentNames", "§5.4.1"),
            rule("ValuesOfCorrectType", "§5.6.1, §5.6.2"), test("ValuesOfCorrectType", "§5.6.1"),
            rule("ValuesOfCorrectType+Objects", "§5.6.4"),
        ]

        #expect(try RuleAnchors.violations(in: sources) == [])
    }

    @Test func `a rule without a test is reported`() throws {
        #expect(try RuleAnchors.violations(in: [rule("ScalarLeafs", "§5.3.3")]).count == 1)
    }

    @Test func `a test without a rule is reported`() throws {
        #expect(try RuleAnchors.violations(in: [test("ScalarLeafs", "§5.3.3")]).count == 1)
    }

    @Test func `a rule outside the table is reported`() throws {
        #expect(try RuleAnchors.violations(in: [rule("NoFun", "§5.3.3")]).count == 1)
    }

    @Test(arguments: ["§5.3.2", "§5", "§5.3.3, §5.3.2", "", "5.3.3"])
    func `a wrong section is reported`(sections: String) throws {
        let inRule = [rule("ScalarLeafs", sections), test("ScalarLeafs", "§5.3.3")]
        let inTest = [rule("ScalarLeafs", "§5.3.3"), test("ScalarLeafs", sections)]

        #expect(try RuleAnchors.violations(in: inRule).map(\.path) == [inRule[0].path])
        #expect(try RuleAnchors.violations(in: inTest).map(\.path) == [inTest[1].path])
    }
}
