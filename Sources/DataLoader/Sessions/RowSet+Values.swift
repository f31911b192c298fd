public import GraphQLExecution

extension RowSet {
    /// Rows made of values in binary form instead of a result: what a mutation leaves for its payload.
    ///
    /// - Parameters:
    ///   - rows: one array a row, one entry a column; nil is null.
    ///   - columnCount: entries in each row, also when there are no rows.
    public convenience init(values rows: [[[UInt8]?]], columnCount: Int) {
        let bytes = rows.joined().compactMap { $0 }.flatMap { $0 }
        let memory = OwnedBytes(bytes)
        self.init(rowCount: rows.count, columnCount: columnCount, owner: memory) { cells in
            var offset = 0
            for (row, values) in rows.enumerated() {
                precondition(values.count == columnCount, "every row has a value for each column")
                for (column, value) in values.enumerated() {
                    guard let value else { continue }
                    cells[row * columnCount + column] = Cell(
                        pointer: memory.base + offset, count: value.count)
                    offset += value.count
                }
            }
        }
    }
}

/// Bytes with a stable address.
private final class OwnedBytes: @unchecked Sendable {
    // Sendable: written by `init` only.

    let base: UnsafePointer<UInt8>

    init(_ bytes: [UInt8]) {
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
        memory.update(from: bytes, count: bytes.count)
        base = UnsafePointer(memory)
    }

    deinit { base.deallocate() }
}
