public import Logging

/// Connections of one kind, lent for one transaction each.
///
/// Callers queue in order of arrival, up to a bound and for a limited time; when the server is away they are
/// refused quickly while the pool alone tries to reconnect.
public final class PostgresPool: Sendable {
    /// What the connections of a pool are for.
    public enum Kind: Sendable {
        /// Repeatable read and read only by default.
        case read
        /// Read committed; only a server that takes writes is accepted.
        case write
    }

    /// Makes a pool; connections are made when `start` is called or the first caller comes.
    public init(
        _ kind: Kind, _ configuration: PostgresConfiguration, reactors: ReactorGroup,
        logger: Logger = Logger(label: "comanda.postgres"), onStatement: StatementObserver? = nil
    ) {}

    /// Opens the least number of connections in the background.
    public func start() {}

    /// Refuses new callers and closes connections, lent ones when they come back.
    public func close() async {}

    /// Whether a connection is open: what `/ready` asks.
    public var isAvailable: Bool { false }

    /// Lends a connection for a read: one snapshot, tenant set inside, ended by the last round's `.sync` or here.
    ///
    /// - Parameters:
    ///   - tenant: the organization whose rows are visible; nil for none.
    ///   - deadline: when to give up, the running statement included; the session limit if nil.
    ///   - observer: sees the statements of this session, besides the pool's observer.
    /// - Throws: `.overloaded`, `.unavailable`, `.deadlineExceeded`, `.canceled`, and what the body throws.
    public func withSession<Value>(
        tenant: UUIDBytes?, deadline: ContinuousClock.Instant? = nil, observer: StatementObserver? = nil,
        _ body: (PostgresSession) async throws(PostgresError) -> Value
    ) async throws(PostgresError) -> Value {
        throw PostgresError(.unavailable)
    }

    /// The same for a body that throws an error of its own.
    public func withSession<Value, Failure: PostgresFailure>(
        tenant: UUIDBytes?, deadline: ContinuousClock.Instant? = nil, observer: StatementObserver? = nil,
        _ body: (PostgresSession) async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        throw Failure(PostgresError(.unavailable))
    }

    /// Runs the body in one transaction: BEGIN and the tenant in the first packet, COMMIT after the body,
    /// ROLLBACK when it throws.
    ///
    /// - Throws: as `withSession`, and `.commitUnknown` when the connection broke after COMMIT was sent.
    public func withTransaction<Value>(
        tenant: UUIDBytes?, deadline: ContinuousClock.Instant? = nil, observer: StatementObserver? = nil,
        _ body: (PostgresSession) async throws(PostgresError) -> Value
    ) async throws(PostgresError) -> Value {
        throw PostgresError(.unavailable)
    }

    /// The same for a body that throws an error of its own, such as a business rejection.
    public func withTransaction<Value, Failure: PostgresFailure>(
        tenant: UUIDBytes?, deadline: ContinuousClock.Instant? = nil, observer: StatementObserver? = nil,
        _ body: (PostgresSession) async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        throw Failure(PostgresError(.unavailable))
    }
}
