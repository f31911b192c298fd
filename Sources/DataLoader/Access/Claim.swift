public import Postgres

/// A value that is known of the caller and that conditions on rows may read.
public enum ClaimValue: Sendable, Hashable {
    case id(UUIDBytes)
    case ids([UUIDBytes])
    case text(String)
    case texts([String])
    case integer(Int64)
    case boolean(Bool)
}

/// The types of claims.
public enum ClaimType: Sendable, Hashable {
    case id, ids, text, texts, integer, boolean

    /// The type as GraphQL writes it, wholly or partly non-null; nil for one that no claim can have.
    public init?(_ text: String) {
        switch text.filter({ $0 != "!" }) {
        case "ID": self = .id
        case "[ID]": self = .ids
        case "String": self = .text
        case "[String]": self = .texts
        case "Int": self = .integer
        case "Boolean": self = .boolean
        default: return nil
        }
    }

    var postgresType: PostgresType {
        switch self {
        case .id: .uuid
        case .ids: .uuidArray
        case .text: .text
        case .texts: .textArray
        case .integer: .int8
        case .boolean: .bool
        }
    }

    /// A claim as a parameter: null for one that the caller does not have; nil for one of another type, which
    /// must not pass for none, since a condition may be open to those without.
    func parameter(_ value: ClaimValue?) -> ParameterValue? {
        switch (self, value) {
        case (_, nil): return .null
        case (.id, .id(let id)?): return .uuid(id)
        case (.ids, .ids(let ids)?):
            var array = PostgresArrayBuilder(.uuid, capacity: ids.count)
            for id in ids { array.append(id) }
            return array.finish()
        case (.text, .text(let text)?): return .text(text)
        case (.texts, .texts(let texts)?):
            var array = PostgresArrayBuilder(.text, capacity: texts.count)
            for text in texts { array.append(text) }
            return array.finish()
        case (.integer, .integer(let number)?): return .int64(number)
        case (.boolean, .boolean(let flag)?): return .bool(flag)
        default: return nil
        }
    }
}
