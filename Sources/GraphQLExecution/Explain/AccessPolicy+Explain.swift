import GraphQLSchema

/// Why a caller gets of a field what it gets.
struct ExplainedAccess {
    /// What it gets, in a word.
    let access: ToldAccess
    /// Names of the rules of which one must hold for an object to exist; empty where all do.
    let rows: [String]
    /// What depends on the row, in the order in which it is decided.
    let cases: [(rules: [String], outcome: String)]
}

extension AccessPolicy {
    /// What decides on a field of an object type; nil where the policy was made for no schema, or the
    /// coordinate names none of its fields.
    func explained(_ coordinate: String) -> ExplainedAccess? {
        guard let schema, let field = schema.field(coordinate: coordinate),
            let access = told(of: field)
        else { return nil }
        var names: [String] = []
        if case .matching(let rules) = rows(of: schema[field].parent) { names = rules.map(\.name) }
        guard let decision = decision(on: field) else {
            return ExplainedAccess(access: access, rows: names, cases: [])
        }
        let cases = decision.cases.map { (rules: $0.rows.map(\.name), outcome: $0.outcome.word) }
        return ExplainedAccess(
            access: access, rows: names, cases: cases + [(rules: [], outcome: decision.otherwise.word)])
    }
}

extension FieldOutcome {
    /// As it is told to developers.
    fileprivate var word: String {
        switch self {
        case .value: "VALUE"
        case .masked: "MASKED"
        case .null: "NULL"
        case .error: "ERROR"
        }
    }
}
