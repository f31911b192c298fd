/// What a field function returns for one row.
public enum Output: Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case float(Double)
    /// Escaped as a JSON string.
    case string(String)
    /// Bytes that are JSON already.
    case json([UInt8])
    case list([Output])
}
