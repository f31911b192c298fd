/// One value bound to a statement's parameter.
///
/// All but `json` travel in PostgreSQL's binary form, so nothing is escaped or parsed; the case must fit the
/// type the statement declares (the server refuses a wrong length with 22P03, it never guesses).
public enum ParameterValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int16(Int16)
    case int32(Int32)
    case int64(Int64)
    case float64(Double)
    /// UTF-8 text. A zero byte inside is refused by the server (22021).
    case text(String)
    /// Bytes that already are the binary form of the parameter's type: a cell as it came, or bytea.
    case bytes([UInt8])
    /// An array in binary form; build it with ``PostgresArrayBuilder``.
    case array([UInt8])
    case uuid(UUIDBytes)
    /// Microseconds since 2000-01-01 00:00 UTC, for `timestamptz` and `timestamp`.
    case timestamp(Int64)
    /// JSON text for `json` or `jsonb`. It travels in text form, since `jsonb`'s binary form has a version
    /// byte.
    case json(String)
}
