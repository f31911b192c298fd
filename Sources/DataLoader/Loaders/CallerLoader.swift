public import GraphQLExecution
public import GraphQLSchema

/// Makes loaders whose rows are what is known of the caller: without keys, and without the database.
public enum CallerLoader {
    /// One row.
    ///
    /// - Parameters:
    ///   - name: type and what of it, as in `Permissions.ofCaller`; logs and errors show it.
    ///   - row: a value for each column of the type in binary form; nil is null.
    public static func one(
        _ name: String, _ row: @escaping @Sendable (TenantCaller) -> [[UInt8]?]
    ) -> Loader {
        loader(name, .one, []) { caller, _ in [row(caller)] }
    }

    /// Any number of rows.
    ///
    /// - Parameters:
    ///   - arguments: of the loading field, whose values `rows` receives in this order.
    ///   - rows: each with a value for each column of the type.
    public static func many(
        _ name: String, arguments: [String] = [],
        _ rows: @escaping @Sendable (TenantCaller, [InputValue]) -> [[[UInt8]?]]
    ) -> Loader {
        loader(name, .many, arguments, rows)
    }

    private static func loader(
        _ name: String, _ cardinality: LoaderCardinality, _ arguments: [String],
        _ rows: @escaping @Sendable (TenantCaller, [InputValue]) -> [[[UInt8]?]]
    ) -> Loader {
        Loader(
            name: name, cardinality: cardinality, keyCount: 0, parameters: arguments.map { .argument($0) }
        ) { shape in
            LoadStatement(
                text: "", positions: shape.columns.indices.map { $0 + 1 }, grouping: .ordinal(column: 0),
                context: CallerLoad(columns: shape.columns, rows: rows))
        }
    }
}

/// A load that a session answers by itself: its statement has no text.
struct CallerLoad: Sendable {
    let columns: [Int]
    let rows: @Sendable (TenantCaller, [InputValue]) -> [[[UInt8]?]]

    /// Whether a session answers a call by itself.
    static func answers(_ call: LoadCall) -> Bool { call.statement.text.isEmpty }

    /// The load behind a call; nil for one of the database.
    init?(_ call: LoadCall) {
        guard Self.answers(call), let load = call.statement.context as? CallerLoad else {
            return nil
        }
        self = load
    }

    init(columns: [Int], rows: @escaping @Sendable (TenantCaller, [InputValue]) -> [[[UInt8]?]]) {
        self.columns = columns
        self.rows = rows
    }

    /// The rows of the one key.
    func answer(_ call: LoadCall, _ caller: TenantCaller) -> RowSet {
        let ordinal = withUnsafeBytes(of: Int64(1).bigEndian) { Array($0) }
        let values = rows(caller, call.parameters).map { row in [ordinal] + columns.map { row[$0] } }
        return RowSet(values: values, columnCount: columns.count + 1)
    }
}
