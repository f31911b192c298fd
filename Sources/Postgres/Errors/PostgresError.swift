/// Everything that can go wrong between us and PostgreSQL.
///
/// `description` is opaque on purpose, so that it may reach a client by accident without telling anything;
/// `debugDescription` (`String(reflecting:)`) is for the log and has all of it.
public struct PostgresError: Error, Sendable {
    /// What happened, as far as the caller has to decide something by it.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The pool's queue is full or the wait was over: answer 503, retry later.
        public static let overloaded = Code(rawValue: "overloaded")
        /// No connection can be made: answer 503, retry later.
        public static let unavailable = Code(rawValue: "unavailable")
        /// The caller's deadline passed; a running statement was canceled.
        public static let deadlineExceeded = Code(rawValue: "deadlineExceeded")
        /// The caller's task was canceled.
        public static let canceled = Code(rawValue: "canceled")
        /// The server refused a statement; see ``PostgresError/sqlState``.
        public static let server = Code(rawValue: "server")
        /// The connection broke before the transaction's end was sent: nothing was written.
        public static let connectionLost = Code(rawValue: "connectionLost")
        /// The connection broke after COMMIT was sent: it may or may not have been written.
        public static let commitUnknown = Code(rawValue: "commitUnknown")
        /// The session was used after its end, or after a failure that ended its transaction.
        public static let sessionOver = Code(rawValue: "sessionOver")
        /// A setting or a parameter can not be used.
        public static let invalidUse = Code(rawValue: "invalidUse")
    }

    /// The parts of an error report. A class, so that the error is one reference wide.
    private final class Report: Sendable {
        let code: Code
        let server: ServerReport
        let statement: Statement?
        let file: String
        let line: UInt

        init(_ code: Code, _ server: ServerReport, _ statement: Statement?, _ file: String, _ line: UInt) {
            self.code = code
            self.server = server
            self.statement = statement
            self.file = file
            self.line = line
        }
    }

    private let report: Report

    init(
        _ code: Code, _ server: ServerReport, statement: Statement? = nil, file: String = #fileID,
        line: UInt = #line
    ) {
        report = Report(code, server, statement, file, line)
    }

    /// Makes an error of our own side.
    public init(
        _ code: Code, message: String = "", statement: Statement? = nil, file: String = #fileID,
        line: UInt = #line
    ) {
        self.init(code, ServerReport(message: message), statement: statement, file: file, line: line)
    }

    /// What kind of failure it is.
    public var code: Code { report.code }
    /// The server's code, when it was the server that spoke.
    public var sqlState: SQLState? { report.server.sqlState }
    /// The constraint that was violated; tables map it to a business rejection.
    public var constraintName: String? { report.server.constraint }
    /// The table that the failure is about, when the server names one.
    public var tableName: String? { report.server.table }
    /// The column that the failure is about, when the server names one.
    public var columnName: String? { report.server.column }
    /// The text of the report. For logs only: it may quote values.
    public var message: String { report.server.message }
    /// The name of the statement that failed; nil when none had been sent.
    public var statementName: String? { report.statement?.name }
    /// Where in our code the statement was run.
    public var callSite: String { "\(report.file):\(report.line)" }

    /// Whether trying again in a moment may help and nothing has been done: both mean 503.
    public var isTemporary: Bool {
        code == .overloaded || code == .unavailable || code == .connectionLost
    }

    /// Whether the server has ended the transaction for the sake of another one's: a deadlock, or no order in
    /// which both could have run. The same transaction begun anew may well pass.
    public var isUndone: Bool { sqlState.map { SQLState.transactionRollback ~= $0 } ?? false }

    /// The same report with the place of the caller, for errors that surfaced deep inside.
    func located(_ file: String, _ line: UInt) -> PostgresError {
        PostgresError(code, report.server, statement: report.statement, file: file, line: line)
    }

    /// The same report under another code.
    func recoded(_ code: Code) -> PostgresError {
        PostgresError(code, report.server, statement: report.statement, file: report.file, line: report.line)
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    /// Opaque: safe to leak.
    public var description: String { "PostgresError(\(code.rawValue))" }

    /// Everything, for logs.
    public var debugDescription: String {
        var parts = ["PostgresError(\(code.rawValue))", "at \(callSite)"]
        if let sqlState { parts.append("SQLSTATE \(sqlState)") }
        if !message.isEmpty { parts.append(message) }
        if let detail = report.server.detail { parts.append("detail: \(detail)") }
        if let hint = report.server.hint { parts.append("hint: \(hint)") }
        if let constraintName { parts.append("constraint \(constraintName)") }
        if let statement = report.statement { parts.append("statement \(statement.name): \(statement.sql)") }
        return parts.joined(separator: "; ")
    }
}

/// An error that can carry a ``PostgresError``, so that a body may throw its own type through a session.
///
/// `withTransaction` throws what its body throws; this is how it throws its own failures as that type.
public protocol PostgresFailure: Error {
    /// Wraps a failure of the pool, the connection or the server.
    init(_ error: PostgresError)
}

extension PostgresError: PostgresFailure {
    /// The failure itself.
    public init(_ error: PostgresError) {
        self = error
    }
}
