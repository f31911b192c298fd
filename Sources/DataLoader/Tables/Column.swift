/// A column of a table, or an expression over it and its joins, as one type's fields read it.
///
/// `Value` is what a Swift function gets to see; fields that only copy the column never decode it.
public struct Column<Value: ColumnValue>: Sendable {
    /// What statements and the start-up check need to know.
    public let definition: ColumnDefinition

    /// A column of the table itself.
    ///
    /// - Parameters:
    ///   - name: the column's name in the table.
    ///   - position: its place in the type's column list, dense from 0.
    ///   - isPersonal: whether it says something of the row's person, see ``Table/person``.
    public init(_ name: String, at position: Int, isPersonal: Bool = false) {
        definition = ColumnDefinition(
            index: position, name: name, type: Value.columnType, isNullable: Value.isNullable,
            expression: nil, joins: [], isPersonal: isPersonal)
    }

    /// An expression, which the needed joins serve.
    ///
    /// - Parameters:
    ///   - name: what it is called in statements.
    ///   - position: its place in the type's column list, dense from 0.
    ///   - expression: a template of SQL; `t` is the table, `k` the keys (see ``SQLTemplate``).
    ///   - joins: what the expression reads besides; a statement has only the joins that its columns need.
    ///   - isPersonal: whether it says something of the row's person, see ``Table/person``.
    public init(
        _ name: String, at position: Int, _ expression: SQLTemplate, joins: [Join] = [],
        isPersonal: Bool = false
    ) {
        definition = ColumnDefinition(
            index: position, name: name, type: Value.columnType, isNullable: Value.isNullable,
            expression: expression, joins: joins, isPersonal: isPersonal)
    }
}

/// A column without its Swift type.
public struct ColumnDefinition: Sendable {
    /// Place in the type's column list.
    public let index: Int
    /// Name in the table, or of the expression.
    public let name: String
    /// Type in PostgreSQL.
    public let type: ColumnType
    /// Whether the values may be null.
    public let isNullable: Bool
    /// The expression; nil for a column of the table itself.
    public let expression: SQLTemplate?
    /// Joins that the expression reads.
    public let joins: [Join]
    /// Whether it says something of the row's person.
    public let isPersonal: Bool

    /// The SQL that selects it.
    var selection: SQLTemplate { expression ?? "t.\(column: name)" }
}

/// The column list of a type, from its typed columns.
public func columnList<each Value: ColumnValue>(_ column: repeat Column<each Value>) -> [ColumnDefinition] {
    var list: [ColumnDefinition] = []
    for definition in repeat (each column).definition { list.append(definition) }
    return list
}
