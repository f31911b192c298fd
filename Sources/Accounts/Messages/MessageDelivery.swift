public import Logging
public import Postgres

/// Sends what transactions have posted: every process takes one message at a time, whoever comes first.
///
/// A message is taken by setting its next attempt ahead, sent, and then removed. A process that dies in
/// between leaves it to the next attempt: whoever receives messages tells a second copy by its ID.
public struct MessageDelivery: Sendable {
    /// How often one message is tried, and how long apart.
    public struct Terms: Sendable, Equatable {
        /// Attempts, the first included.
        public var attemptsMax = 12
        /// The wait after the first attempt, longer than a sender may take; it doubles up to `delayMax`.
        public var delay = Duration.seconds(30)
        /// The longest wait.
        public var delayMax = Duration.seconds(600)

        /// The usual terms: some hours in all.
        public init() {}
    }

    private let pool: PostgresPool
    private let sender: any MessageSender
    private let terms: Terms
    private let logger: Logger

    /// A delivery.
    ///
    /// - Parameter pool: a pool for writes, of the application's role.
    public init(
        pool: PostgresPool, sender: any MessageSender, terms: Terms = Terms(), logger: Logger
    ) {
        self.pool = pool
        self.sender = sender
        self.terms = terms
        self.logger = logger
    }

    private struct Taken: Sendable {
        let id: UUIDBytes
        let sealed: [UInt8]
        let attempts: Int
        let isOver: Bool
    }

    /// Sends everything whose time has come.
    ///
    /// - Throws: what the database reports; what could not be sent is tried again later.
    public func deliverDue() async throws(PostgresError) {
        while !Task.isCancelled, let taken = try await take() {
            guard await deliver(taken) else { continue }
            try await pool.withTransaction(tenant: nil) {
                (session: PostgresSession) async throws(PostgresError) in
                _ = try await session.run(Self.remove.bind(.uuid(taken.id)))
            }
        }
    }

    /// Whether nothing is left to do for a message.
    private func deliver(_ taken: Taken) async -> Bool {
        guard !taken.isOver, taken.attempts <= terms.attemptsMax else {
            logger.error("a message is given up", metadata: ["message": "\(taken.id)"])
            return true
        }
        guard let message = SealedMessage.open(taken.sealed, id: taken.id) else {
            logger.error("no master key opens a message", metadata: ["message": "\(taken.id)"])
            return false
        }
        guard message.kind != .nothing else { return true }
        do throws(MessageFailure) {
            try await sender.send(message)
            return true
        } catch {
            logger.error(
                "a message was not sent",
                metadata: [
                    "message": "\(taken.id)", "kind": "\(message.kind.rawValue)", "reason": "\(error.reason)",
                    "attempt": "\(taken.attempts)",
                ])
            return false
        }
    }

    private func take() async throws(PostgresError) -> Taken? {
        try await pool.withTransaction(tenant: nil) {
            (session: PostgresSession) async throws(PostgresError) -> Taken? in
            let rows = try await session.run(
                Self.take.bind(.float64(terms.delay.inSeconds), .float64(terms.delayMax.inSeconds)))
            guard rows.rowCount == 1, let id = rows.uuid(0, 0), let sealed = rows.bytes(0, 1),
                let attempts = rows.int(0, 2), let isOver = rows.bool(0, 3)
            else { return nil }
            return Taken(id: id, sealed: sealed, attempts: Int(attempts), isOver: isOver)
        }
    }

    /// `account_messages_due_idx` serves it; what another process tries now is left to it.
    private static let take = Statement(
        "MessageDelivery.take",
        """
        UPDATE account_messages SET attempts = attempts + 1,
          next_attempt_at = now() + make_interval(secs => least($2, $1 * power(2, least(attempts, 20))))
        WHERE id = (SELECT id FROM account_messages WHERE next_attempt_at <= now()
          ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id, sealed, attempts, expires_at <= now()
        """, parameters: [.float8, .float8])

    /// `account_messages_pkey` serves it.
    private static let remove = Statement(
        "MessageDelivery.remove", "DELETE FROM account_messages WHERE id = $1", parameters: [.uuid])
}
