/// Rule ↔ test ↔ section of the specification.
enum RuleAnchors {
    static let rules = "Sources/GraphQLValidation/Rules/"
    static let tests = "Tests/GraphQLValidationTests/Rules/"

    /// The section of each rule; a rule over several sections lists them all, the main one first.
    static let table: [String: [String]] = [
        "ExecutableDefinitions": ["5.1.1"],
        "KnownOperationTypes": ["5.2.1.1"],
        "UniqueOperationNames": ["5.2.2.1"],
        "LoneAnonymousOperation": ["5.2.3.1"],
        "SingleFieldSubscriptions": ["5.2.4.1"],
        "FieldsOnCorrectType": ["5.3.1"],
        "OverlappingFieldsCanBeMerged": ["5.3.2"],
        "ScalarLeafs": ["5.3.3"],
        "KnownArgumentNames": ["5.4.1"],
        "UniqueArgumentNames": ["5.4.2"],
        "ProvidedRequiredArguments": ["5.4.3"],
        "UniqueFragmentNames": ["5.5.1.1"],
        "KnownTypeNames": ["5.5.1.2"],
        "FragmentsOnCompositeTypes": ["5.5.1.3"],
        "NoUnusedFragments": ["5.5.1.4"],
        "KnownFragmentNames": ["5.5.2.1"],
        "NoFragmentCycles": ["5.5.2.2"],
        "PossibleFragmentSpreads": ["5.5.2.3"],
        "ValuesOfCorrectType": ["5.6.1", "5.6.2", "5.6.4"],
        "UniqueInputFieldNames": ["5.6.3"],
        "KnownDirectives": ["5.7.1", "5.7.2"],
        "UniqueDirectivesPerLocation": ["5.7.3"],
        "UniqueVariableNames": ["5.8.1"],
        "VariablesAreInputTypes": ["5.8.2"],
        "NoUndefinedVariables": ["5.8.3"],
        "NoUnusedVariables": ["5.8.4"],
        "VariablesInAllowedPosition": ["5.8.5"],
    ]

    /// Rules without a test, tests without a rule, and either without the right anchor.
    static func violations(in sources: [SwiftSource]) throws -> [Violation] {
        let byPath = sources.reduce(into: [String: SwiftSource]()) { $0[$1.path] = $1 }
        var found: [Violation] = []
        for source in sources where source.path.hasPrefix(rules) && !source.path.contains("+") {
            let name = self.name(of: source.path, below: rules, suffix: ".swift")
            guard let sections = table[name] else {
                found.append(
                    Violation(path: source.path, message: "no rule of chapter 5: add it to the table"))
                continue
            }
            found += try anchor(of: source, sections: sections)
            let testPath = "\(tests)\(name)Tests.swift"
            if let test = byPath[testPath] {
                found += try anchor(of: test, sections: sections)
            } else {
                found.append(Violation(path: source.path, message: "has no test: write \(testPath)"))
            }
        }
        for source in sources where source.path.hasPrefix(tests) && source.path.hasSuffix("Tests.swift") {
            let name = self.name(of: source.path, below: tests, suffix: "Tests.swift")
            if byPath["\(rules)\(name).swift"] == nil {
                found.append(
                    Violation(path: source.path, message: "tests no rule: \(rules)\(name).swift is missing"))
            }
        }
        return found
    }

    private static func name(of path: String, below folder: String, suffix: String) -> String {
        String(path.dropFirst(folder.count).dropLast(suffix.count))
    }

    /// The main section must be cited, other sections of the rule may be.
    private static func anchor(of source: SwiftSource, sections: [String]) throws -> [Violation] {
        let cited = try SpecificationAnchors.sections(in: source).map(\.section).filter { $0.hasPrefix("5.") }
        guard let main = sections.first, cited.contains(main), Set(cited).isSubset(of: sections) else {
            let expected = sections.map { "§\($0)" }.joined(separator: ", ")
            return [
                Violation(
                    path: source.path,
                    message: "cite its section: /// - SeeAlso: GraphQL Sep 2025 \(expected)")
            ]
        }
        return []
    }
}
