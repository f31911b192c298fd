/// One row as a field function sees it: the columns that the field declared as needed, in that order.
///
/// Valid only during the call that receives it.
public struct Row {
    let cells: UnsafePointer<Cell>
    /// Position in the row of each declared column.
    let positions: [Int]

    /// The cell of the n-th declared column.
    ///
    /// - Parameter declared: index into the `needs` list of the field.
    public subscript(declared: Int) -> Cell { cells[positions[declared]] }
}
