import GraphQLSchema
import GraphQLValidation
import Testing

/// - SeeAlso: GraphQL Sep 2025 §5.3.2
@Suite struct OverlappingFieldsCanBeMergedTests {
    private let hint = "Use different aliases on the fields to fetch both if this was intentional."

    @Test(arguments: [
        "dog { name name barks }", "dog { a: isAtLocation(x: 1, y: 2) a: isAtLocation(y: 2, x: 1) }",
        "pet { ... on Dog { v: barkVolume } ... on Cat { v: meowVolume } }",
        "pet { ... on Dog { v: doesKnowCommand(dogCommand: SIT) } ... on Cat { v: meows } }",
        "dog { mother { name } mother { barks } } ",
        "catOrDog { ... on Dog { o: name } ... on Cat { o: nickname } }",
    ])
    func `fields that are the same or exclude each other are valid`(_ selection: String) {
        expectValid("{ \(selection) }")
    }

    @Test func `different fields under one name are reported`() {
        #expect(
            expectErrors("{ dog { x: name x: nickname } }") == [
                "1:9 1:17 Fields \"x\" conflict because \"name\" and \"nickname\" are different fields. "
                    + "\(hint)"
            ])
    }

    @Test func `differing arguments are reported`() {
        #expect(
            expectErrors("{ dog { doesKnowCommand(dogCommand: SIT) doesKnowCommand(dogCommand: HEEL) } }")
                == [
                    "1:9 1:42 Fields \"doesKnowCommand\" conflict because they have differing "
                        + "arguments. \(hint)"
                ])
    }

    @Test func `different types of objects that exclude each other are reported`() {
        #expect(
            expectErrors("{ pet { ... on Dog { v: barkVolume } ... on Cat { v: meows } } }") == [
                "1:22 1:51 Fields \"v\" conflict because they return conflicting types \"Int\" and "
                    + "\"Boolean\". \(hint)"
            ])
    }

    @Test(arguments: [
        "{ dog { ...A ...B } } fragment A on Dog { x: name } fragment B on Dog { x: nickname }",
        "{ dog { mother { x: name } } dog { mother { x: nickname } } }",
        "{ pet { name ... on Dog { name(surname: true) } } }",
        "{ human { ...H } } fragment H on Human { relatives { n: name } ...I } fragment I on Human { "
            + "relatives { n: name(surname: true) } }",
        "{ catOrDog { ... on Dog { x: mother { y: name } } ... on Cat { x: nickname } } }",
    ])
    func `conflicts are found through fragments and in merged sub-selections`(_ query: String) {
        #expect(errors(query).count == 1)
    }

    @Test func `the work is bounded, however many fields repeat`() {
        let repeated = "{ dog {" + String(repeating: " name", count: 3_000) + "} }"
        expectValid(repeated, limits: .unlimited)

        var limits = ValidationLimits.unlimited
        limits.fieldComparisonCountMax = 1_000
        let refused = errors(repeated, limits: limits)
        #expect(refused.map(\.limit) == ["maxFieldComparisons"])
        #expect(refused.map(\.code) == ["COMPARISON_LIMIT"])
    }

    @Test func `selections shared by many aliases are compared once`() {
        let aliases = (0..<500).map { "a\($0): dog { ...F }" }.joined(separator: " ")
        var limits = ValidationLimits.unlimited
        limits.fieldComparisonCountMax = 2_000

        expectValid("{ \(aliases) } fragment F on Dog { name barks mother { name barks } }", limits: limits)
    }

    @Test func `every pair in conflict is reported, with the fields that lead to it`() {
        #expect(
            errorColumns("{ dog { x: name x: nickname x: barks } }")
                == [[9, 17], [9, 29], [17, 29]])
        #expect(
            errorColumns("{ dog { mother { x: name } } dog { mother { x: nickname } } }") == [
                [3, 9, 18, 30, 36, 45]
            ])
    }

    @Test func `the first conflicts stand when naming all would take too long`() {
        let fields = (0..<60).map { "x: f\($0)" }.joined(separator: " ")
        var limits = ValidationLimits()
        limits.fieldComparisonCountMax = 500

        let found = errors(
            "{ dog { \(fields) } }", limits: limits, rules: [.overlappingFieldsCanBeMerged])
        #expect(found.filter { $0.limit == nil }.count == 1)
    }

    @Test func `object values are the same in any order of their fields`() {
        expectValid(
            "{ complicatedArgs { complexArgField(complexArg: {requiredField: true, intField: 1}) "
                + "complexArgField(complexArg: {intField: 1, requiredField: true}) } }")
    }

    private func stringArguments(_ first: String, _ second: String) -> String {
        "{ complicatedArgs { stringArgField(stringArg: \(first)) stringArgField(stringArg: \(second)) } }"
    }

    @Test(arguments: [
        ("\"\u{E9}\"", "\"\\u00e9\""), ("\"\\u0041\"", "\"\\u{41}\""),
        ("\"\"\"a\"\"\"", "\"\"\"\n  a\n\"\"\""),
    ])
    func `strings are the same by what they stand for`(_ first: String, _ second: String) {
        expectValid(stringArguments(first, second))
    }

    @Test func `strings that only look alike differ`() {
        for second in ["\"e\u{301}\"", "\"e\\u0301\""] {
            #expect(errors(stringArguments("\"\u{E9}\"", second)).count == 1)
        }
        #expect(errors(stringArguments("\"\"\"\u{E9}\"\"\"", "\"\"\"e\u{301}\"\"\"")).count == 1)
    }

    @Test func `long strings use up the budget by their length`() {
        let (one, other) = (String(repeating: "a", count: 20_000), String(repeating: "b", count: 20_000))
        func refusals(_ first: String, _ second: String, _ steps: Int) -> [String] {
            var limits = ValidationLimits.unlimited
            limits.fieldComparisonCountMax = steps
            return errors(stringArguments("\"\(first)\"", "\"\(second)\""), limits: limits).compactMap(
                \.limit)
        }

        #expect(refusals(one, "", 200) == [])
        #expect(refusals(one, other, 400) == [])
        #expect(refusals(one, other, 200) == ["maxFieldComparisons"])
    }

    @Test func `a string that takes long to decode is decoded once, however often it is compared`() {
        let long = String(repeating: "\\u0041", count: 5_000)
        let fields = "stringArgField(stringArg: \"\(long)\") "
        let others = String(repeating: "stringArgField(stringArg: \"\\u0041\") ", count: 300)
        var limits = ValidationLimits.unlimited
        // Two steps a pair, 90,000, and 500 for decoding once; for each pair that would be 140,000.
        limits.fieldComparisonCountMax = 100_000

        let found = errors(
            "{ complicatedArgs { \(others) \(fields) } }", limits: limits,
            rules: [.overlappingFieldsCanBeMerged])
        #expect(found.count == 300)
        #expect(found.allSatisfy { $0.limit == nil })
    }

    @Test func `fields on many object types take steps for their own type only`() throws {
        let types = (0..<25).map { "T\($0)" }
        let schema = try Schema(
            sdl: types.map { "type \($0) { x: Int } " }.joined()
                + "union U = \(types.joined(separator: " | ")) type Query { u: U }")
        let repeated = String(repeating: " x", count: 60)
        let selections = types.map { "... on \($0) {\(repeated) } " }.joined()
        var limits = ValidationLimits.unlimited
        // 1,500 fields, each gathered once and compared once in shape and once in full.
        limits.fieldComparisonCountMax = 4_600

        expectValid("{ u { \(selections) } }", on: schema, limits: limits)
    }

    @Test func `a streamed field is no other field too`() {
        let query = "{ human { pets @stream { name } pets { name } } }"
        #expect(errors(query).contains { $0.message.contains("overlapping stream directives") })
    }
}
