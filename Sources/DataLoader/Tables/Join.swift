/// A join that some columns of a table need, by name. A statement has it once, and only when it is needed.
public struct Join: Sendable, Hashable {
    /// The alias of the joined table; two joins with one alias are the same join.
    public let alias: String
    /// The whole clause; nil when only common tables are needed.
    let clause: SQLTemplate?
    /// Common table expressions that the clause or the columns read.
    let with: [CommonTable]

    /// `LEFT JOIN table AS alias ON <tenant> AND condition`; the tenant is added here.
    ///
    /// - Parameters:
    ///   - condition: must find at most one row, or rows would be doubled; its index is named by the caller's
    ///     comment.
    ///   - with: common tables that the condition reads.
    public static func left(
        _ table: String, as alias: String, on condition: SQLTemplate, with: [CommonTable] = []
    ) -> Join {
        Join(
            alias: alias,
            clause: "LEFT JOIN \(column: table) AS \(column: alias) ON \(tenant: alias) AND \(condition)",
            with: with)
    }

    /// No join, only a common table that an expression reads.
    public static func using(_ table: CommonTable) -> Join {
        Join(alias: table.name, clause: nil, with: [table])
    }

    /// Equal when the alias is: within one table an alias means one thing.
    public static func == (left: Join, right: Join) -> Bool { left.alias == right.alias }

    /// The alias alone.
    public func hash(into hasher: inout Hasher) { hasher.combine(alias) }
}

/// A common table expression at the head of a statement.
public struct CommonTable: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// Whether it refers to itself.
    public let isRecursive: Bool
    /// `name (columns) AS (…)`.
    let definition: SQLTemplate

    /// Names a sub-select that a statement evaluates once.
    public init(_ name: String, isRecursive: Bool = false, _ definition: SQLTemplate) {
        self.name = name
        self.isRecursive = isRecursive
        self.definition = definition
    }

    /// Equal when the name is.
    public static func == (left: CommonTable, right: CommonTable) -> Bool { left.name == right.name }

    /// The name alone.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
