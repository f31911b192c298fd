/// How the bytes of a column become a JSON value.
///
/// Integers and floats are big-endian binary, as PostgreSQL sends them; the width is the cell's length.
public enum WireForm: Sendable {
    /// UTF-8 text, escaped as a JSON string.
    case text
    /// UTF-8 text known to need no escape (enum values, codes), copied between quotes.
    case plainText
    /// Bytes that are JSON already, copied.
    case json
    /// Two's complement, 2, 4 or 8 bytes.
    case integer
    /// IEEE 754, 4 or 8 bytes; NaN and infinity are execution errors.
    case float
    /// One byte, 0 or 1.
    case boolean
    /// Any other form: writes one JSON value, or returns false when the bytes are no such value.
    ///
    /// The function receives a non-null cell.
    case custom(@Sendable (Cell, inout ResponseBuffer) -> Bool)

    /// Whether what it writes may be a list.
    var mayBeList: Bool {
        switch self {
        case .json, .custom: true
        case .text, .plainText, .integer, .float, .boolean: false
        }
    }
}
