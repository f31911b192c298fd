/// A five-character SQLSTATE code.
///
/// A raw struct and not an enum: servers and extensions may send any code. A constant of a whole class, such
/// as ``integrityConstraintViolation``, matches every code of that class in a `switch` or `catch`.
///
/// - SeeAlso: PostgreSQL, Appendix A "PostgreSQL Error Codes"
public struct SQLState: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: String

    /// Wraps any code.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public var description: String { rawValue }

    /// The first two characters, shared by related codes.
    public var classCode: Substring { rawValue.prefix(2) }

    /// Matches the same code, and any code of the class when the pattern is a class (`xx000`).
    public static func ~= (pattern: SQLState, value: SQLState) -> Bool {
        pattern == value || pattern.rawValue.hasSuffix("000") && pattern.classCode == value.classCode
    }

    public static let connectionException = SQLState(rawValue: "08000")
    public static let dataException = SQLState(rawValue: "22000")
    public static let characterNotInRepertoire = SQLState(rawValue: "22021")
    public static let invalidTextRepresentation = SQLState(rawValue: "22P02")
    public static let integrityConstraintViolation = SQLState(rawValue: "23000")
    public static let notNullViolation = SQLState(rawValue: "23502")
    public static let foreignKeyViolation = SQLState(rawValue: "23503")
    public static let uniqueViolation = SQLState(rawValue: "23505")
    public static let checkViolation = SQLState(rawValue: "23514")
    public static let exclusionViolation = SQLState(rawValue: "23P01")
    public static let invalidTransactionState = SQLState(rawValue: "25000")
    /// The server is a standby, or the transaction was declared read only.
    public static let readOnlyTransaction = SQLState(rawValue: "25006")
    public static let inFailedTransaction = SQLState(rawValue: "25P02")
    public static let idleInTransactionTimeout = SQLState(rawValue: "25P03")
    public static let invalidAuthorization = SQLState(rawValue: "28000")
    public static let transactionRollback = SQLState(rawValue: "40000")
    public static let serializationFailure = SQLState(rawValue: "40001")
    public static let deadlockDetected = SQLState(rawValue: "40P01")
    public static let accessRuleViolation = SQLState(rawValue: "42000")
    public static let insufficientPrivilege = SQLState(rawValue: "42501")
    public static let undefinedTable = SQLState(rawValue: "42P01")
    public static let insufficientResources = SQLState(rawValue: "53000")
    public static let diskFull = SQLState(rawValue: "53100")
    public static let tooManyConnections = SQLState(rawValue: "53300")
    public static let lockNotAvailable = SQLState(rawValue: "55P03")
    public static let operatorIntervention = SQLState(rawValue: "57000")
    /// Canceled by request or by `statement_timeout`.
    public static let queryCanceled = SQLState(rawValue: "57014")
    public static let adminShutdown = SQLState(rawValue: "57P01")
    public static let crashShutdown = SQLState(rawValue: "57P02")
    public static let cannotConnectNow = SQLState(rawValue: "57P03")
}
