/// What a row of a set stands for.
public enum RowMark: UInt8, Sendable {
    /// An object: the row's cells are its columns.
    case object
    /// A null in the object's place.
    case null
    /// An object that could not be produced; why stands in `RowMarks.errors`.
    case error
    /// Where a list begins; its items follow.
    case listStart
    /// Where the innermost open list ends.
    case listEnd
}

/// Lets the rows of a set spell out values that plain rows cannot: null items, errors, lists within lists.
///
/// With marks, the rows of one key are one value in full: an object, a null, an error, or a list from its
/// start to its end. The cells of rows that are no objects are not read, but for what groups them by key.
public struct RowMarks: Sendable {
    /// One mark a row.
    public var marks: [RowMark]
    /// Why a row marked `error` has no object, by row.
    public var errors: [Int: FieldError]

    /// Marks for a set of as many rows.
    public init(marks: [RowMark] = [], errors: [Int: FieldError] = [:]) {
        self.marks = marks
        self.errors = errors
    }
}
