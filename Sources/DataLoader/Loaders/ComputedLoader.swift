public import GraphQLExecution
public import GraphQLSchema
public import Postgres
internal import Synchronization

/// Makes loaders whose rows are worked out in Swift, from what statements of the same session bring: prices
/// that no SQL can tell, such as those of a cart.
///
/// The statements go out ahead of the round's other loads, one packet for each time the computation asks. A
/// computation that several loaders share remembers its result in ``ComputedReads/remembered(_:_:)``.
public enum ComputedLoader {
    /// The rows of each key, in the order of the keys.
    public typealias Rows =
        @Sendable (ComputedReads) async throws(LoadError) -> [[[[UInt8]?]]]

    /// At most one row a key.
    ///
    /// - Parameters:
    ///   - name: type and key, as in `Cart.total`; logs and errors show it.
    ///   - keyCount: parts of a key.
    ///   - arguments: of the loading field, whose values the computation receives in this order.
    ///   - companions: look-ups of rows that the computation reads by statements of its own; it asks
    ///     ``ComputedReads/existing(_:_:)`` which of them there are for the caller.
    ///   - check: finds arguments that the computation can't use; the field is then an error, and its
    ///     siblings are not touched.
    ///   - rows: each with a value in binary form for each column of the type; nil is null.
    public static func one(
        _ name: String, keyCount: Int = 1, arguments: [String] = [], companions: [Loader] = [],
        check: (@Sendable (Arguments) -> FieldError?)? = nil, _ rows: @escaping Rows
    ) -> Loader {
        loader(name, .one, keyCount, arguments, companions, check, rows)
    }

    /// Any number of rows a key.
    public static func many(
        _ name: String, keyCount: Int = 1, arguments: [String] = [], _ rows: @escaping Rows
    ) -> Loader {
        loader(name, .many, keyCount, arguments, [], nil, rows)
    }

    private static func loader(
        _ name: String, _ cardinality: LoaderCardinality, _ keyCount: Int, _ arguments: [String],
        _ companions: [Loader], _ check: (@Sendable (Arguments) -> FieldError?)?, _ rows: @escaping Rows
    ) -> Loader {
        Loader(
            name: name, cardinality: cardinality, keyCount: keyCount,
            parameters: arguments.map { .argument($0) }, companions: companions, check: check
        ) { shape in
            // Rows come whole, behind the number of their key: one call serves every shape.
            LoadStatement(
                text: "", positions: shape.columns.map { $0 + 1 }, grouping: .ordinal(column: 0),
                context: ComputedLoad(rows: rows, companions: Array(zip(companions, shape.companions))))
        }
    }
}

/// What a computation works with: the keys of its level, and the session.
public struct ComputedReads: Sendable {
    /// The keys, each with its parts.
    public let keys: [[[UInt8]?]]
    /// The arguments that the loader names.
    public let arguments: [InputValue]
    private let session: TenantSession
    private let companions: [(loader: Loader, statement: LoadStatement?)]

    init(_ call: LoadCall, _ load: ComputedLoad, in session: TenantSession) {
        self.session = session
        companions = load.companions
        arguments = call.parameters
        keys = (0..<call.keys.count).map { index in
            call.keys.columns.map { column in
                column.cells[index].isNull ? nil : Array(column.cells[index].bytes)
            }
        }
    }

    /// On whose behalf it runs.
    public var caller: TenantCaller { session.caller }

    /// Runs statements that only read, in one packet. The tenant and the reach are theirs to heed.
    public func read(_ statements: [BoundStatement]) async throws(LoadError) -> [PostgresResult] {
        try await session.read(statements)
    }

    /// Which of some rows there are for the caller by the rules on rows of a companion's type, one answer a
    /// key; nil where the caller has none, so that nothing is asked.
    ///
    /// - Parameters:
    ///   - companion: of the loader, by its place.
    ///   - keys: distinct ones, each with its parts.
    public func existing(
        _ companion: Int, _ keys: [[[UInt8]?]]
    ) async throws(LoadError) -> [Bool]? {
        let (loader, statement) = companions[companion]
        guard let statement else { return nil }
        var exists = keys.map { _ in false }
        guard !keys.isEmpty, case .ordinal(let column) = statement.grouping else { return exists }
        let call = LoadCall(loader, statement, keys: keys)
        for rows in try await session.load([call], isLast: false) {
            for row in 0..<rows.rowCount {
                let number = rows[row, column].bytes.reduce(0) { $0 << 8 | Int($1) }
                if exists.indices.contains(number - 1) { exists[number - 1] = true }
            }
        }
        return exists
    }

    /// A value that is worked out once in an operation, and known to each computation that asks by its name.
    ///
    /// Only for what the operation itself does not change afterwards: payloads are read when their mutation
    /// is done.
    public func remembered<Value: Sendable>(
        _ name: String, _ make: () async throws(LoadError) -> Value
    ) async throws(LoadError) -> Value {
        // In two steps: nothing at all would pass for the nil of an optional value.
        if let stored = session.computed.withLock({ $0[name] }), let known = stored as? Value { return known }
        let value = try await make()
        session.computed.withLock { $0[name] = value }
        return value
    }
}

/// A load that a session works out: its statement has no text.
struct ComputedLoad: Sendable {
    let rows: ComputedLoader.Rows
    let companions: [(loader: Loader, statement: LoadStatement?)]

    /// The load behind a call; nil for another.
    init?(_ call: LoadCall) {
        guard let load = call.statement.context as? ComputedLoad else { return nil }
        self = load
    }

    init(
        rows: @escaping ComputedLoader.Rows, companions: [(loader: Loader, statement: LoadStatement?)]
    ) {
        self.rows = rows
        self.companions = companions
    }

    /// The rows of all keys, each behind its key's number.
    func answer(_ call: LoadCall, in session: TenantSession) async throws(LoadError) -> RowSet {
        let groups = try await rows(ComputedReads(call, self, in: session))
        var values: [[[UInt8]?]] = []
        for (index, group) in groups.enumerated() {
            let ordinal = withUnsafeBytes(of: Int64(index + 1).bigEndian) { Array($0) }
            for row in group { values.append([ordinal] + row) }
        }
        return RowSet(values: values, columnCount: values.first?.count ?? call.columnCountMin)
    }
}

extension LoadCall {
    /// Columns that an empty answer has at least.
    fileprivate var columnCountMin: Int { (statement.positions.max() ?? 0) + 1 }
}
