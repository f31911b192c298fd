internal import GraphQLExecution
internal import GraphQLLanguage
internal import GraphQLSchema

/// One of the file's own tests that does not hold.
public struct FailedTest: Sendable, Hashable {
    /// `file:line:column`
    public let place: String
    /// What was expected of whom, and what is decided.
    public let message: String
}

extension Permissions {
    /// Runs the tests of the file.
    ///
    /// - Returns: how many expectations there are, and those that do not hold.
    public func runTests() -> (count: Int, failures: [FailedTest]) {
        let trials = Trials(rules, schema, tests)
        let failures = tests.flatMap { trials.failures(of: $0, file) }
        return (tests.reduce(0) { $0 + $1.expectations.count }, failures)
    }
}

/// Compares what the file's tests expect with what is decided.
struct Trials {
    private let rules: PermissionRules
    private let schema: Schema
    private let tests: [PermissionFile.Trial]

    init(_ rules: PermissionRules, _ schema: Schema, _ tests: [PermissionFile.Trial]) {
        self.rules = rules
        self.schema = schema
        self.tests = tests
    }

    /// Names in the tests that mean nothing.
    var formProblems: [PermissionProblem] {
        var problems: [PermissionProblem] = []
        let claims = rules.claims.claims.keys.sorted()
        for test in tests {
            for role in test.roles {
                guard let number = rules.roles.number(role, &problems), !rules.roles.isHeld(number) else {
                    continue
                }
                problems.append(role, "\(role.text) is abstract: nobody holds it")
            }
            for (name, _) in test.claims where !claims.contains(name.text) {
                problems.append(
                    name, "unknown claim \(name.text)" + Spelling.hint(name.text, among: claims))
            }
            for (word, columns) in test.rows {
                guard let type = schema.type(named: word.text) else {
                    problems.append(word, "unknown type \(word.text)")
                    continue
                }
                problems += undecidedScopes(of: schema[type], test, columns).map { scope in
                    PermissionProblem(
                        place: word.place,
                        message: "only a database can tell whether the scope \(scope) has this row: "
                            + "its condition reads another table")
                }
            }
            for (_, coordinate) in test.expectations where element(coordinate) == nil {
                let known = schema.fields.map(\.coordinate)
                problems.append(
                    coordinate,
                    "unknown coordinate \(coordinate.text)" + Spelling.hint(coordinate.text, among: known))
            }
        }
        return problems
    }

    /// The scopes that decide on a row of a test, which no test can evaluate.
    private func undecidedScopes(
        of type: TypeDefinition, _ test: PermissionFile.Trial, _ columns: [String: InputValue]
    ) -> [String] {
        let held = test.roles.compactMap { rules.roles.number($0.text) }
        var rows: [PermissionRules.Rows] = []
        for pair in rules.pairs(held: held, type, schema) where !rows.contains(pair.rows) {
            rows.append(pair.rows)
        }
        return rows.compactMap { rows in
            guard case .scope(let index) = rows,
                let predicate = rules.scopes[index].conditions[type.id]?.predicate,
                predicate.needsDatabase, predicate.holds(for: sample(columns, test)) == nil
            else { return nil }
            return rules.scopes[index].name.text
        }
    }

    private func element(_ coordinate: Word) -> SchemaElement? {
        schema.element(named: coordinate.text)
    }

    /// The expectations of a test that do not hold.
    func failures(of test: PermissionFile.Trial, _ file: String) -> [FailedTest] {
        let held = test.roles.compactMap { rules.roles.number($0.text) }
        let who = test.roles.map(\.text).joined(separator: " and ")
        let view = rules.view(held: held, schema)
        return test.expectations.compactMap { expectation, coordinate in
            guard let element = element(coordinate) else { return nil }
            let found = decision(on: element, held, view, test)
            guard found != expectation else { return nil }
            return FailedTest(
                place: "\(file):\(coordinate.place)",
                message: "\(who) \(expectation.phrase) \(coordinate.text), but \(found.outcome)")
        }
    }

    private func decision(
        on element: SchemaElement, _ held: [Int], _ view: SchemaView, _ test: PermissionFile.Trial
    ) -> PermissionFile.Expectation {
        switch element {
        case .field(let field): return decision(on: field, held, test)
        case .argument(let field, let input):
            if decision(on: field, held, test) != .can { return .cannot }
            return view.isVisible(input: input) ? .can : .cannot
        case .inputField(let input): return view.isVisible(input: input) ? .can : .cannot
        case .enumValue(let type, let index):
            return view.isVisible(EnumValueID(type, index)) ? .can : .cannot
        case .type, .directive, .directiveArgument: return .can
        }
    }

    private func decision(
        on field: FieldID, _ held: [Int], _ test: PermissionFile.Trial
    ) -> PermissionFile.Expectation {
        let type = schema[schema[field].parent]
        if type.kind == .interface {
            let access = rules.accessRules(held: held, schema, version: "")
            return access.interfaceFields.contains(field) ? .can : .cannot
        }
        guard let decision = rules.decisions(held: held, type, schema)[field] else { return .cannot }
        let columns = test.rows.first { $0.type.text == type.name }?.columns
        func holds(_ rows: PermissionRules.Rows) -> Bool {
            guard case .scope(let scope) = rows, let columns else { return true }
            return rules.scopes[scope].conditions[type.id]?.predicate.holds(for: sample(columns, test))
                ?? false
        }
        if columns != nil {
            // A row out of scope is not there at all.
            let pairs = rules.pairs(held: held, type, schema)
            if !pairs.contains(where: { holds($0.rows) }) { return .cannot }
        }
        if decision.full.contains(where: holds) { return .can }
        if decision.masked.contains(where: { holds($0.rows) }) { return .masked }
        switch decision.denial {
        case .hide: return .cannot
        case .null: return .null
        case .error: return .error
        case .mask: return .masked
        }
    }

    private func sample(_ columns: [String: InputValue], _ test: PermissionFile.Trial) -> SampleRow {
        let claims = test.claims.reduce(into: [:]) { $0[$1.name.text] = $1.value }
        let open = rules.claims.claims.filter { $0.value.standsForAll }.keys
        return SampleRow(columns: columns, claims: claims, open: Set(open))
    }
}

extension PermissionFile.Expectation {
    /// What the test says.
    fileprivate var phrase: String {
        switch self {
        case .can: "should see"
        case .cannot: "should not see"
        case .masked: "should see a mask of"
        case .null: "should get null for"
        case .error: "should get an error for"
        }
    }

    /// What is the case.
    fileprivate var outcome: String {
        switch self {
        case .can: "sees it"
        case .cannot: "does not see it"
        case .masked: "sees a mask of it"
        case .null: "gets null"
        case .error: "gets an error"
        }
    }
}

extension Schema {
    /// What a coordinate such as `Order.total` leads to; nil for nothing.
    func element(named text: String) -> SchemaElement? {
        guard let coordinate = try? SchemaCoordinate.parse(text) else { return nil }
        return (try? element(at: coordinate)).flatMap { $0 }
    }
}
