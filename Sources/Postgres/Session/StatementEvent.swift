/// One statement that ran, for observers: tests count them, the explorer lists them.
public struct StatementEvent: Sendable {
    /// What ran.
    public let statement: Statement
    /// Which session of the process ran it.
    public let session: UInt64
    /// The number of its round within the session, from 0.
    public let round: Int
    /// Rows returned or changed; nil when it failed or was skipped after a failure.
    public let rows: Int?
    /// Whether it is the session's own (BEGIN, COMMIT, the tenant) and not the caller's.
    public let isOverhead: Bool
    /// Time from sending the round to the arrival of this result.
    public let elapsed: Duration
}

/// Called for every statement, on the reactor's thread: it must be quick and must not block.
public typealias StatementObserver = @Sendable (StatementEvent) -> Void
