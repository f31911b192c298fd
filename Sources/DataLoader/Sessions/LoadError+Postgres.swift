public import GraphQLExecution
public import Postgres

extension LoadError: PostgresFailure {
    /// What a caller may know of a failure of the database: never a text of the server.
    public init(_ error: PostgresError) {
        switch error.code {
        case .overloaded:
            self.init(message: "The server is busy; try again in a moment.", code: "OVERLOADED")
        case .unavailable, .connectionLost:
            self.init(message: "The data can not be reached; try again in a moment.", code: "UNAVAILABLE")
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
        case .queryCanceled?, .lockNotAvailable?:
            self.init(message: "The operation took too long.", code: "DEADLINE_EXCEEDED")
        case .adminShutdown?, .crashShutdown?, .cannotConnectNow?, .readOnlyTransaction?:
            self.init(message: "The data can not be reached; try again in a moment.", code: "UNAVAILABLE")
        case .tooManyConnections?, .insufficientResources?:
            self.init(message: "The server is busy; try again in a moment.", code: "OVERLOADED")
        default:
            self.init(message: "Something went wrong on our side.", code: "INTERNAL")
        }
    }

    /// A value that the caller sent can not be used.
    static func badInput(_ message: String) -> LoadError {
        LoadError(message: message, code: "BAD_USER_INPUT")
    }
}
