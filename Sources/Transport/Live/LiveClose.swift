/// Why the server ends a live connection.
///
/// - SeeAlso: graphql-transport-ws; RFC 6455 §7.4
public enum LiveClose: Sendable, Equatable {
    /// The credential proves nothing, or nothing any more: wrong, expired, revoked.
    case forbidden
    /// The client takes events more slowly than they come; it resumes behind `cursor`.
    case slow(cursor: Int64?)
    /// The server goes down; another one, or this one later, resumes.
    case goingAway
    /// Too many connections of this user or tenant, or it can't be found out now who calls: try again later.
    case tryAgainLater
    /// Our fault.
    case internalError
}
