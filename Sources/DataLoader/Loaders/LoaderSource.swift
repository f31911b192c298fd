/// What a loader selects from: which keys come in and how a row is found by them.
///
/// Two forms, since they cost differently. `.values` asks `t.column = ANY($n)`: cheapest, but a row knows
/// only its own columns. `.rows` makes the keys a row set `k`, so that expressions, joins and link tables can
/// refer to other parts of the key (the branch as which a menu is read) and a key may hold nulls.
public struct LoaderSource: Sendable {
    /// The kinds of key.
    enum Keys: Sendable {
        case values(ColumnDefinition)
        case rows([KeyColumn], match: SQLTemplate)
        /// No key at all: the rows are the tenant's.
        case none(match: SQLTemplate?)
    }

    /// One column of `k`.
    struct KeyColumn: Sendable {
        let name: String
        let type: ColumnType
    }

    let keys: Keys
    /// The link table between keys and rows.
    var link: Link?

    /// A table between keys and rows, alias `l`.
    struct Link: Sendable {
        let table: String
        let match: SQLTemplate
    }

    /// Rows whose column is one of the keys. An index on (tenant, column) serves it.
    public static func column<Value>(_ column: Column<Value>) -> LoaderSource {
        precondition(column.definition.expression == nil, "rows are found by a plain column")
        return LoaderSource(keys: .values(column.definition))
    }

    /// Rows found by keys of several parts, which expressions may read as `k.<name>`.
    ///
    /// - Parameters:
    ///   - keys: names and types of the parts, in the order in which fields pass them.
    ///   - match: the condition between `t` and `k`; say which index serves it.
    public static func keys(_ keys: KeyValuePairs<String, ColumnType>, match: SQLTemplate) -> LoaderSource {
        LoaderSource(keys: .rows(keys.map { KeyColumn(name: $0.key, type: $0.value) }, match: match))
    }

    /// Rows found through a link table, alias `l`.
    ///
    /// - Parameters:
    ///   - link: the link table's name; its tenant predicate is added.
    ///   - on: the condition between `l` and `k`.
    ///   - match: the condition between `t` and `l`.
    public static func keys(
        _ keys: KeyValuePairs<String, ColumnType>, through link: String, on: SQLTemplate, match: SQLTemplate
    ) -> LoaderSource {
        LoaderSource(
            keys: .rows(keys.map { KeyColumn(name: $0.key, type: $0.value) }, match: match),
            link: Link(table: link, match: on))
    }

    /// All rows of the tenant, or those that match; fields pass no key part.
    public static func tenant(match: SQLTemplate? = nil) -> LoaderSource {
        LoaderSource(keys: .none(match: match))
    }

    /// Number of key parts that fields pass.
    var keyCount: Int {
        switch keys {
        case .values: 1
        case .none: 0
        case .rows(let columns, _): columns.count
        }
    }
}
