public import GraphQLExecution
internal import Postgres

/// Makes the engine's loaders from tables: one prepared statement for all keys of a level.
///
/// The text is made when a plan is made and selects only the columns, with only the joins, that the plan
/// needs. The tenant's predicate and the fence around branches come from ``Table``.
public enum BatchLoader {
    /// At most one row a key.
    ///
    /// - Parameters:
    ///   - name: type and key, as in `MenuItem.byID`; logs and errors show it.
    ///   - table: where the rows are.
    ///   - source: how rows are found.
    ///   - conditions: what else must hold of a row.
    ///   - needs: joins that the conditions read.
    ///   - replacing: columns that mean something else here, by name: a link table's override of a value.
    ///   - entersTenant: whether the key is a public code that decides on the tenant (see ``TenantSession``).
    public static func one(
        _ name: String, _ table: Table, _ source: LoaderSource, where conditions: [SQLTemplate] = [],
        needs: [Join] = [], replacing: [String: SQLTemplate] = [:], entersTenant: Bool = false
    ) -> Loader {
        SelectStatement(
            name: name, cardinality: .one, table: table, source: source, conditions: conditions, needs: needs,
            replacing: replacing, entersTenant: entersTenant
        ).loader
    }

    /// All rows of each key, in an order. For what a parent holds in small numbers; what grows is a ``page``.
    ///
    /// - Parameter order: the SQL to order by within a key; should end in a unique column.
    public static func many(
        _ name: String, _ table: Table, _ source: LoaderSource, orderBy order: SQLTemplate,
        where conditions: [SQLTemplate] = [], needs: [Join] = [], replacing: [String: SQLTemplate] = [:]
    ) -> Loader {
        SelectStatement(
            name: name, cardinality: .many, table: table, source: source, conditions: conditions,
            needs: needs,
            replacing: replacing, orderBy: order
        ).loader
    }

    /// One page of rows a key: `first` and `after` of the loading field, keyset pagination.
    ///
    /// - Parameter order: see ``PageOrder``; an index must serve it behind the key.
    public static func page(
        _ name: String, _ table: Table, _ source: LoaderSource, order: PageOrder,
        where conditions: [SQLTemplate] = [], needs: [Join] = [], replacing: [String: SQLTemplate] = [:]
    ) -> Loader {
        SelectStatement(
            name: name, cardinality: .page, table: table, source: source, conditions: conditions,
            needs: needs,
            replacing: replacing, page: order
        ).loader
    }
}
