/// The rows that one batched load brought: a table of cells in row-major order.
///
/// The engine reads cells only through this type, so it knows nothing of where rows come from. The bytes
/// stay in the memory of `owner` (a `PGresult`, an array) until the last row set that points there is gone.
public final class RowSet: @unchecked Sendable {
    // Sendable: `cells` is written once by `init`, before the object can be shared, and never again;
    // `owner` is only kept, and its bytes are immutable by the contract of `init`.

    /// Number of rows.
    public let rowCount: Int
    /// Number of columns in each row.
    public let columnCount: Int

    @usableFromInline let cells: UnsafeMutablePointer<Cell>
    private let owner: (any Sendable)?
    /// What the rows stand for; nil where every row is an object.
    let marks: RowMarks?

    /// Makes a row set and lets `fill` write its cells, row by row.
    ///
    /// - Parameters:
    ///   - owner: keeps the memory alive that the cells point into; its bytes must never change.
    ///   - marks: one a row, where not every row is an object.
    ///   - fill: receives `rowCount * columnCount` null cells to overwrite.
    /// - Complexity: O(rows × columns).
    public init(
        rowCount: Int, columnCount: Int, owner: (any Sendable)?, marks: RowMarks? = nil,
        fill: (UnsafeMutableBufferPointer<Cell>) -> Void
    ) {
        precondition(rowCount >= 0 && columnCount >= 0, "a row set has no negative size")
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.owner = owner
        precondition(marks.map { $0.marks.count == rowCount } ?? true, "every row has one mark")
        self.marks = marks
        let count = rowCount * columnCount
        cells = UnsafeMutablePointer<Cell>.allocate(capacity: max(count, 1))
        cells.initialize(repeating: .null, count: count)
        fill(UnsafeMutableBufferPointer(start: cells, count: count))
    }

    deinit { cells.deallocate() }

    /// The cell at a row and column; both must be in range.
    @inlinable
    public subscript(row: Int, column: Int) -> Cell {
        assert(row >= 0 && row < rowCount && column >= 0 && column < columnCount)
        return cells[row &* columnCount &+ column]
    }
}
