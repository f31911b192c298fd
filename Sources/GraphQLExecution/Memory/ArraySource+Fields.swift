import GraphQLSchema

/// What a field compares a column with.
public enum ArrayKey: Sendable {
    /// A column of the object that has the field.
    case parent(KeyPart)
    /// An argument of the field.
    case argument(String)
}

extension ArraySource {
    /// A field that lists all elements in their order.
    public func all(_ field: String) -> Field {
        Field(field, .many(loader("all", .many, key: nil), key: []))
    }

    /// A field that is the element whose column equals the key, or null.
    public func one(_ field: String, where column: String, equals key: ArrayKey) -> Field {
        let loader = loader(column, .one, key: index(of: column))
        return Field(field, .one(loader, key: [part(key, column)], absence: .null))
    }

    /// A field that lists the elements whose column equals the key, in their order.
    public func many(_ field: String, where column: String, equals key: ArrayKey) -> Field {
        Field(field, .many(loader(column, .many, key: index(of: column)), key: [part(key, column)]))
    }

    private func part(_ key: ArrayKey, _ column: String) -> KeyPart {
        switch key {
        case .parent(let part): return part
        case .argument(let name):
            let form = columns[index(of: column)].form
            return .argument(name) { Self.bytes(of: $0, form) }
        }
    }

    /// An argument's value as a column of a form holds it; nil if no row can have it.
    private static func bytes(of value: InputValue, _ form: WireForm) -> [UInt8]? {
        switch (form, value) {
        case (.text, .string(let text)), (.text, .enumeration(let text)): Array(text.utf8)
        case (.integer, .int(let number)): Int(exactly: number).map(MemoryBytes.bytes(of:))
        // An ID is text even where the column counts.
        case (.integer, .string(let text)): Int(text).map(MemoryBytes.bytes(of:))
        case (.boolean, .boolean(let flag)): [flag ? 1 : 0]
        default: nil
        }
    }

    private func loader(_ name: String, _ cardinality: LoaderCardinality, key: Int?) -> Loader {
        let find = ArrayIndex(table, key: key)
        return Loader(
            name: "\(typeName).\(name)", cardinality: cardinality, keyCount: key == nil ? 0 : 1
        ) { shape in
            LoadStatement(
                text: "\(shape.columns)", positions: shape.columns.indices.map { $0 + 1 },
                grouping: .ordinal(column: 0), context: ArrayLoad(index: find, columns: shape.columns))
        }
    }
}

/// The rows of a table by the bytes of one column.
private final class ArrayIndex: Sendable {
    let table: RowSet
    /// Nil where every row answers the one key without parts.
    let rows: [[UInt8]: [Int]]?

    init(_ table: RowSet, key: Int?) {
        self.table = table
        rows = key.map { key in
            var rows: [[UInt8]: [Int]] = [:]
            for row in 0..<table.rowCount where !table[row, key].isNull {
                rows[Array(table[row, key].bytes), default: []].append(row)
            }
            return rows
        }
    }

    /// The rows of a key, in order.
    func rows(of key: Cell) -> [Int] { rows?[Array(key.bytes)] ?? [] }
}

/// A load of some columns of the rows that an index finds.
private struct ArrayLoad: MemoryLoad {
    let index: ArrayIndex
    let columns: [Int]

    func rows(for call: LoadCall) -> RowSet {
        var found: [(key: Int, row: Int)] = []
        if index.rows == nil {
            found = (0..<index.table.rowCount).map { (0, $0) }
        } else {
            for (key, cell) in call.keys.columns[0].cells.enumerated() {
                for row in index.rows(of: cell) { found.append((key, row)) }
            }
        }
        let ordinals = OrdinalCells(count: call.keys.count)
        let owner = ArrayOwner(table: index.table, ordinals: ordinals)
        return RowSet(rowCount: found.count, columnCount: columns.count + 1, owner: owner) { cells in
            var next = 0
            for (key, row) in found {
                cells[next] = ordinals[key]
                for (offset, column) in columns.enumerated() {
                    cells[next + 1 + offset] = index.table[row, column]
                }
                next += columns.count + 1
            }
        }
    }
}

/// Keeps alive what the cells of an answer point into.
private struct ArrayOwner: Sendable {
    let table: RowSet
    let ordinals: OrdinalCells
}
