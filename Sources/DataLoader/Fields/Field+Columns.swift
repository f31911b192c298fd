public import GraphQLExecution

extension Field {
    /// A column, in the standard form of its type.
    public static func column<Value>(_ name: String, _ column: Column<Value>) -> Field {
        Field(name, .column(column.definition.index, .standard(for: column.definition.type)))
    }

    /// A column in a form of its own.
    public static func column<Value>(_ name: String, _ column: Column<Value>, as form: WireForm) -> Field {
        Field(name, .column(column.definition.index, form))
    }

    /// An object made of columns of the same row; null when the first of them is.
    public static func embedded<each Value: ColumnValue>(
        _ name: String, _ column: repeat Column<each Value>
    ) -> Field {
        Field(name, .embedded(columns: columnList(repeat each column).map(\.index)))
    }

    /// The row behind a key, or null.
    public static func one(
        _ name: String, _ loader: Loader, key: KeyPart..., absence: Absence = .null, binds: [String] = [],
        requires: Requirement? = nil
    ) -> Field {
        Field(
            name, .one(loader, key: key, absence: absence), binds: .named(binds), requires: requires)
    }

    /// All rows behind a key.
    public static func many(
        _ name: String, _ loader: Loader, key: KeyPart..., binds: [String] = [], requires: Requirement? = nil
    ) -> Field {
        Field(name, .many(loader, key: key), binds: .named(binds), requires: requires)
    }

    /// A page of the rows behind a key, in the order of its loader.
    public static func page(
        _ name: String, _ loader: Loader, order: PageOrder, key: KeyPart..., binds: [String] = [],
        requires: Requirement? = nil
    ) -> Field {
        let cursor = Cursor(needs: order.needs) { PageCursor.encode($0, order) }
        return Field(name, .page(loader, key: key, cursor: cursor), binds: .named(binds), requires: requires)
    }

    /// Computed from one column.
    public static func value<First: ColumnValue>(
        _ name: String, _ first: Column<First>, _ compute: @escaping @Sendable (First) -> Output
    ) -> Field {
        Field(
            name,
            .value(needs: [first.definition.index]) { (row, _) throws(FieldError) in
                compute(try row.decode(0))
            })
    }

    /// Computed from two columns and the field's arguments.
    public static func value<First: ColumnValue, Second: ColumnValue>(
        _ name: String, _ first: Column<First>, _ second: Column<Second>,
        _ compute: @escaping @Sendable (First, Second, FieldRequest) throws(FieldError) -> Output
    ) -> Field {
        Field(
            name,
            .value(needs: [first.definition.index, second.definition.index]) {
                (row, request) throws(FieldError) in
                try compute(try row.decode(0), try row.decode(1), request)
            })
    }
}

extension KeyPart {
    /// A column of the parent row.
    public static func column<Value>(_ column: Column<Value>) -> KeyPart {
        .column(column.definition.index)
    }
}

extension [String: String] {
    /// Arguments that become bindings under their own names.
    fileprivate static func named(_ names: [String]) -> [String: String] {
        Dictionary(names.map { ($0, $0) }) { first, _ in first }
    }
}

extension Row {
    /// The n-th declared column as its Swift type.
    fileprivate func decode<Value: ColumnValue>(_ declared: Int) throws(FieldError) -> Value {
        guard let value = Value(cell: self[declared]) else {
            throw FieldError(message: "The stored value has an unexpected form.", code: "INTERNAL")
        }
        return value
    }
}
