public import Postgres

/// The PostgreSQL types that columns may have, as far as the API shows them.
public enum ColumnType: String, Sendable, CaseIterable {
    case uuid
    case text
    case integer
    case bigint
    case boolean
    case timestamptz = "timestamp with time zone"
    case date
    case time = "time without time zone"
    case textArray = "text[]"
    case jsonb
    case bytea

    /// The object identifier that parameters of this type declare.
    public var postgresType: PostgresType {
        switch self {
        case .uuid: .uuid
        case .text: .text
        case .integer: .int4
        case .bigint: .int8
        case .boolean: .bool
        case .timestamptz: .timestamptz
        case .date: .date
        case .time: .time
        case .textArray: .textArray
        case .jsonb: .jsonb
        case .bytea: .bytea
        }
    }
}
