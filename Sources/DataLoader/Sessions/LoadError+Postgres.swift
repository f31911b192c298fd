public import GraphQLExecution
public import Postgres

extension LoadError: PostgresFailure {
    /// What a caller may know of a failure of the database: never a text of the server.
    public init(_ error: PostgresError) {
        switch error.code {
        case .overloaded: self = .overloaded
        case .unavailable: self = .unavailable
        case .connectionLost: self = .connectionLost
        case .deadlineExceeded, .canceled:
            self.init(message: "The operation took too long.", code: "DEADLINE_EXCEEDED")
        case .commitUnknown:
            self.init(
                message: "It is not known whether the change was stored; look before retrying.",
                code: "INTERNAL")
        default:
            self.init(sqlState: error.sqlState)
        }
    }

    private init(sqlState: SQLState?) {
        switch sqlState {
        case .transactionRollback?: self = .undone
        case .queryCanceled?, .lockNotAvailable?:
            self.init(message: "The operation took too long.", code: "DEADLINE_EXCEEDED")
        case .adminShutdown?, .crashShutdown?, .cannotConnectNow?, .readOnlyTransaction?, .diskFull?:
            self = .unavailable
        case .tooManyConnections?, .insufficientResources?: self = .overloaded
        case .characterNotInRepertoire?:
            self = .badInput("A text holds a character that cannot be stored, such as NUL.")
        default:
            self.init(message: "Something went wrong on our side.", code: "INTERNAL")
        }
    }

    /// Nothing can be read or written now.
    static let unavailable = LoadError(
        message: "The data can not be reached; try again in a moment.", code: "UNAVAILABLE")

    /// As `unavailable`, but only this connection broke: a read is worth one more try on another.
    ///
    /// Never leaves the sessions.
    static let connectionLost = LoadError(message: unavailable.message, code: "CONNECTION_LOST")

    /// Too much is going on.
    static let overloaded = LoadError(
        message: "The server is busy; try again in a moment.", code: "OVERLOADED")

    /// As `overloaded`, but the database has ended the transaction to resolve a deadlock: a write is worth
    /// more tries.
    ///
    /// Never leaves the sessions.
    static let undone = LoadError(message: overloaded.message, code: "TRANSACTION_UNDONE")

    /// What a caller is told.
    var outside: LoadError {
        switch code {
        case Self.connectionLost.code: return .unavailable
        case Self.undone.code:
            var error = Self.overloaded
            error.isUndone = true
            return error
        default: return self
        }
    }

    /// A value that the caller sent can not be used.
    static func badInput(_ message: String) -> LoadError {
        LoadError(message: message, code: "BAD_USER_INPUT")
    }
}
