/// The bytes of many cells in one allocation, for rows that live in memory.
final class MemoryBytes: @unchecked Sendable {
    // Sendable: written by `init` only.

    private let base: UnsafeMutablePointer<UInt8>
    /// A cell for each value.
    let cells: [Cell]

    init(_ values: [[UInt8]?]) {
        let memory = UnsafeMutablePointer<UInt8>.allocate(
            capacity: max(values.reduce(0) { $0 + ($1?.count ?? 0) }, 1))
        var next = memory
        cells = values.map { bytes in
            guard let bytes else { return .null }
            next.update(from: bytes, count: bytes.count)
            defer { next += bytes.count }
            return Cell(pointer: next, count: bytes.count)
        }
        base = memory
    }

    deinit { base.deallocate() }

    /// A whole number as `WireForm.integer` reads it.
    static func bytes(of number: Int) -> [UInt8] {
        withUnsafeBytes(of: Int64(number).bigEndian) { Array($0) }
    }
}

/// The numbers 1, 2, 3 … as cells, which say to which key a row belongs.
final class OrdinalCells: @unchecked Sendable {
    // Sendable: written by `init` only.

    private let base: UnsafeMutablePointer<Int64>

    init(count: Int) {
        base = .allocate(capacity: max(count, 1))
        for index in 0..<count { base[index] = Int64(index + 1).bigEndian }
    }

    deinit { base.deallocate() }

    /// The cell of the key with an index.
    subscript(index: Int) -> Cell {
        Cell(pointer: UnsafeRawPointer(base + index).assumingMemoryBound(to: UInt8.self), count: 8)
    }
}

extension RowSet {
    /// Rows of bytes in memory, all of the same width; nil is a null cell.
    ///
    /// - Parameter columnCount: the width, for rows that may be none; that of the first row if nil.
    public convenience init(values: [[[UInt8]?]], columnCount: Int? = nil, marks: RowMarks? = nil) {
        let columnCount = columnCount ?? values.first?.count ?? 0
        precondition(values.allSatisfy { $0.count == columnCount }, "every row has a value for each column")
        let memory = MemoryBytes(values.flatMap { $0 })
        self.init(rowCount: values.count, columnCount: columnCount, owner: memory, marks: marks) { cells in
            for index in cells.indices { cells[index] = memory.cells[index] }
        }
    }
}

extension WireForm {
    /// The bytes of a whole number in the form `integer`.
    public static func bytes(ofInteger number: Int) -> [UInt8] { MemoryBytes.bytes(of: number) }
}
