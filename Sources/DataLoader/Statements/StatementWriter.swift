internal import Postgres

/// Turns templates into the text of one statement and numbers its parameters in the order of their
/// appearance.
struct StatementWriter {
    /// Whether the tenant's predicate is written. Only a test says no, to see row level security hold alone.
    let hasTenantPredicate: Bool
    private(set) var sql = ""
    private(set) var parameters: [StatementParameter] = []

    init(hasTenantPredicate: Bool = true) {
        self.hasTenantPredicate = hasTenantPredicate
    }

    mutating func write(_ template: SQLTemplate) {
        for piece in template.pieces {
            switch piece {
            case .text(let text): sql += text
            case .parameter(let parameter): sql += placeholder(parameter)
            case .tenant(let alias):
                sql +=
                    hasTenantPredicate ? "\(alias).organization_id = \(placeholder(.organization))" : "true"
            }
        }
    }

    /// Starts a new line unless this is the first.
    mutating func line(_ template: SQLTemplate) {
        if !sql.isEmpty { sql += "\n" }
        write(template)
    }

    private mutating func placeholder(_ parameter: StatementParameter) -> String {
        if let index = parameters.firstIndex(of: parameter) { return "$\(index + 1)" }
        parameters.append(parameter)
        return "$\(parameters.count)"
    }
}
