internal import Postgres

/// Where the value of a statement's parameter comes from.
public enum StatementParameter: Sendable, Hashable {
    /// The caller's tenant.
    case organization
    /// The branches that the caller may reach, or null for all.
    case branches
    /// The caller's role.
    case role
    /// The login behind the caller, or null.
    case user
    /// The caller's place in the tenant, or null.
    case member
    /// A claim of the caller that a condition on rows reads, by name.
    case claim(String, ClaimType)
    /// All values of a part of the key, as an array.
    case key(Int, ColumnType)
    /// The languages that texts are wanted in: the bound `locale` and the shorter tags that it falls back to;
    /// null where none is bound.
    case languages
    /// A value that an enclosing field bound, by name.
    case binding(String, ColumnType)
    /// An argument of the loading field, by name.
    case argument(String, ColumnType)
    /// The part of a page's cursor that stands in the n-th place of its order.
    case after(Int, ColumnType)
    /// The most rows that a page needs: `first + 1`.
    case limit

    /// Where the value comes from, in a word; parameters of one place and type differ in nothing else.
    var source: String {
        switch self {
        case .organization: "organization"
        case .branches: "branches"
        case .role: "role"
        case .user: "user"
        case .member: "member"
        case .claim(let name, let type): "claim \(name) \(type)"
        case .key(let part, _): "key \(part)"
        case .languages: "languages"
        case .binding(let name, _): "binding \(name)"
        case .argument(let name, _): "argument \(name)"
        case .after(let place, _): "after \(place)"
        case .limit: "limit"
        }
    }

    /// The declared type.
    var type: PostgresType {
        switch self {
        case .organization, .user, .member: .uuid
        case .branches: .uuidArray
        case .role: .text
        case .claim(_, let type): type.postgresType
        case .key(_, let type): type.postgresType.array ?? .inferred
        case .binding(_, let type), .argument(_, let type), .after(_, let type): type.postgresType
        case .languages: .textArray
        case .limit: .int8
        }
    }
}
