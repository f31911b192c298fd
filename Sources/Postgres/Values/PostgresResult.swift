import CLibpq

/// One value of a result: its bytes inside the result, or nil for null.
///
/// The pointer is valid as long as the ``PostgresResult`` lives.
@frozen
public struct PostgresCell {
    /// The first byte; nil for null.
    public let pointer: UnsafePointer<UInt8>?
    /// The number of bytes.
    public let length: Int

    /// A value of bytes that somebody else keeps alive.
    @inlinable
    public init(pointer: UnsafePointer<UInt8>?, length: Int) {
        self.pointer = pointer
        self.length = length
    }

    /// Whether it is SQL's null, which is no empty value.
    @inlinable
    public var isNull: Bool { pointer == nil }

    /// The bytes; empty for null.
    @inlinable
    public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: pointer, count: length) }
}

/// The rows that a statement returned, kept as libpq received them.
///
/// Nothing is converted on arrival: readers copy or decode cells where they need them.
//
// Sendable: libpq hands a finished PGresult over to the caller and never touches it
// again; every function used here on it reads only; `PQclear` runs once, when the last reference is gone.
public final class PostgresResult: @unchecked Sendable {
    let pointer: OpaquePointer
    /// The number of rows.
    public let rowCount: Int
    /// The number of columns in each row.
    public let columnCount: Int

    /// Takes ownership of `pointer`.
    init(owning pointer: OpaquePointer) {
        self.pointer = pointer
        rowCount = Int(PQntuples(pointer))
        columnCount = Int(PQnfields(pointer))
    }

    deinit {
        PQclear(pointer)
    }

    /// What it takes in memory, in bytes.
    public var byteCount: Int { PQresultMemorySize(pointer) }

    /// The value at a position; null where the statement brought no such row, so that whoever expects one and
    /// finds none reads nothing instead of ending the process.
    public func cell(_ row: Int, _ column: Int) -> PostgresCell {
        guard row >= 0, row < rowCount, column >= 0, column < columnCount else {
            return PostgresCell(pointer: nil, length: 0)
        }
        return cell(uncheckedRow: Int32(truncatingIfNeeded: row), Int32(truncatingIfNeeded: column))
    }

    /// Fills `cells`, row after row, with all values: what a row set of the engine is made of.
    ///
    /// - Parameter cells: room for `rowCount * columnCount` cells.
    /// - Complexity: O(rows × columns), two calls into libpq a cell.
    public func copyCells(into cells: UnsafeMutablePointer<PostgresCell>) {
        var next = cells
        for row in 0..<Int32(truncatingIfNeeded: rowCount) {
            for column in 0..<Int32(truncatingIfNeeded: columnCount) {
                next.initialize(to: cell(uncheckedRow: row, column))
                next += 1
            }
        }
    }

    /// The name of a column.
    public func columnName(_ column: Int) -> String {
        guard let name = PQfname(pointer, Int32(truncatingIfNeeded: column)) else { return "" }
        return String(cString: name)
    }

    /// The position of a named column; nil when there is none.
    public func columnIndex(_ name: String) -> Int? {
        (0..<columnCount).first { columnName($0) == name }
    }

    /// Rows that INSERT, UPDATE, DELETE, … changed, or that SELECT returned.
    public var affectedRows: Int {
        Int(String(cString: PQcmdTuples(pointer))) ?? 0
    }

    /// The command as the server names it, such as `COMMIT` or `INSERT 0 1`.
    public var commandTag: String { String(cString: PQcmdStatus(pointer)) }

    private func cell(uncheckedRow row: Int32, _ column: Int32) -> PostgresCell {
        let length = Int(PQgetlength(pointer, row, column))
        // Null has no length, so only empty values need the second question.
        if length == 0, PQgetisnull(pointer, row, column) != 0 {
            return PostgresCell(pointer: nil, length: 0)
        }
        guard let value = PQgetvalue(pointer, row, column) else {
            return PostgresCell(pointer: nil, length: 0)
        }
        return PostgresCell(
            pointer: UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self), length: length)
    }

    /// Whether a column came in binary form.
    func isBinary(_ column: Int) -> Bool {
        PQfformat(pointer, Int32(truncatingIfNeeded: column)) == 1
    }
}
