/// A table of the database as one GraphQL type reads it: its columns, and the fences around its rows.
///
/// Loaders made over a table add the tenant to every statement, so no loader can forget it. The same holds
/// for the branches that a caller may reach, where rows belong to a branch.
public struct Table: Sendable {
    /// The table's name.
    public let name: String
    /// The column that holds the branch, where each row belongs to one: rows of branches that the caller does
    /// not reach are not there.
    public let branchColumn: String?
    /// The columns and expressions, by position.
    public let columns: [ColumnDefinition]
    /// A condition that every loader applies, such as that the row is not archived.
    public let isLive: SQLTemplate?

    /// Whose values the personal columns hold, as SQL that gives the person's ID or null; nil where rows say
    /// nothing of anybody whose key could be erased.
    ///
    /// A statement with a personal column selects it too, so that what is made of the rows can be sealed by
    /// that person's key.
    public let person: SQLTemplate?

    /// Why the table has no tenant, for the few that stand outside all tenants; nil for all others.
    public let globalBecause: String?

    /// Describes a table.
    ///
    /// - Parameter globalBecause: why its rows belong to no tenant; loaders then add no tenant's predicate.
    public init(
        _ name: String, columns: [ColumnDefinition], branch: String? = nil, isLive: SQLTemplate? = nil,
        person: SQLTemplate? = nil, globalBecause: String? = nil
    ) {
        self.globalBecause = globalBecause
        self.person = person
        self.name = name
        self.columns = columns
        branchColumn = branch
        self.isLive = isLive
    }

    /// What is wrong with the column list: positions must be dense from 0, names must differ.
    public var gaps: [String] {
        var gaps: [String] = []
        var names: Set<String> = []
        for (position, column) in columns.enumerated() {
            if column.index != position {
                gaps.append(
                    "\(name).\(column.name): stands at \(position) of the column list, says \(column.index)")
            }
            if column.expression == nil, !names.insert(column.name).inserted {
                gaps.append("\(name).\(column.name): listed twice")
            }
            if column.isPersonal, person == nil {
                gaps.append("\(name).\(column.name): personal, and the table names nobody")
            }
        }
        return gaps
    }
}
