internal import GraphQLSchema

/// A column that a scope's condition reads, to compare with the database's catalog.
public struct ScopeColumn: Sendable, Hashable {
    /// The object type whose rows the scope chooses.
    public let type: String
    /// The table of a sub-select; nil for the type's own.
    public let table: String?
    /// The column's name.
    public let column: String
    /// `file:line:column` of the condition.
    public let place: String
}

extension Permissions {
    /// The columns that the conditions of scopes read.
    public var scopeColumns: [ScopeColumn] {
        rules.scopes.flatMap { scope in
            scope.conditions.sorted { $0.key.index < $1.key.index }.flatMap { type, condition in
                condition.predicate.columnsRead(in: nil).map { read in
                    ScopeColumn(
                        type: schema[type].name, table: read.table, column: read.column,
                        place: "\(file):\(condition.word.place)")
                }
            }
        }
    }
}

extension ScopePredicate {
    /// The columns with the table of the sub-select in which they stand.
    ///
    /// - Parameter table: of the present sub-select; nil outside of any.
    fileprivate func columnsRead(in table: String?) -> [(table: String?, column: String)] {
        let own = columns.map { (table: table, column: $0) }
        switch self {
        case .and(let parts), .or(let parts): return parts.flatMap { $0.columnsRead(in: table) }
        case .not(let part): return part.columnsRead(in: table)
        case .isSelected(_, let column, let inner, let condition):
            let selected: [(table: String?, column: String)] = [
                (inner, column), (inner, "organization_id"), (table, "organization_id"),
            ]
            return own + selected + (condition?.columnsRead(in: inner) ?? [])
        default: return own
        }
    }
}
