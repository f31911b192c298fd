internal import GraphQLExecution

/// What a statement adds for the rows that a caller may see.
struct RowFence: Sendable {
    /// What must hold of a row; nil for all rows.
    var condition: SQLTemplate?
    /// Expressions that are true where single fields may be seen.
    var flags: [SQLTemplate] = []

    /// All rows.
    init() {}

    /// The conditions of a load as SQL; a rule that can't be read holds for no row.
    init(_ shape: LoadShape, _ table: Table) {
        self.init(shape.condition, table)
        flags = Self.flags(shape.flags)
    }

    init(_ condition: RowCondition?, _ table: Table) {
        self.condition = condition.map { Self.template($0, table) }
    }

    private static func template(_ condition: RowCondition, _ table: Table) -> SQLTemplate {
        switch condition {
        case .any(let rules): return "(\(any(rules)))"
        case .both(let one, let other): return "(\(template(one, table)) AND \(template(other, table)))"
        case .byType(let column, let rules):
            let name = table.columns[column].selection
            let branches = rules.sorted { $0.key < $1.key }.map { type, rules in
                SQLTemplate("WHEN '\(column: type)' THEN (\(any(rules)))")
            }
            return "CASE \(name) \(SQLTemplate.joined(branches, by: " ")) ELSE true END"
        }
    }

    static func flags(_ conditions: [[RowRule]]) -> [SQLTemplate] {
        conditions.map { "(\(any($0))) IS TRUE" }
    }

    private static func any(_ rules: [RowRule]) -> SQLTemplate {
        guard !rules.isEmpty else { return "false" }
        return .joined(rules.map { "(\(RowRuleSQL.template($0) ?? "false"))" }, by: " OR ")
    }
}
