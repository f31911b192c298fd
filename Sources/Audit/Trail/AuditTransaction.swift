public import Postgres

/// What the trail needs of a transaction that is about to commit.
public protocol AuditTransaction: Sendable {
    /// Runs statements in one packet and returns their results in order.
    func run(_ statements: [BoundStatement]) async throws(PostgresError) -> [PostgresResult]
}

/// An act that a transaction has carried out, but for the rows, which the tables have noted.
public struct AuditAct: Sendable {
    /// What was done: the name of the mutation, or of what the server did by itself.
    public var action: String
    /// What is remarkable about it, as a code.
    public var note: String?
    /// Why, in the actor's words.
    public var reason: String?
    /// Who did it.
    public var actor: AuditActor
    /// Where it was done; nil outside of all organizations.
    public var organization: UUIDBytes?
    /// The branch that it was about, for an act that changed no row.
    public var branch: UUIDBytes?
    /// What it was about besides the rows that it changed.
    public var entities: [UUIDBytes]
    /// What it tells the branches' event logs, in order: each branch with the statement that appends.
    public var events: [(branch: UUIDBytes, append: BoundStatement)] = []

    /// An act.
    public init(
        action: String, note: String? = nil, reason: String? = nil, actor: AuditActor,
        organization: UUIDBytes?, branch: UUIDBytes? = nil, entities: [UUIDBytes] = []
    ) {
        self.action = action
        self.note = note
        self.reason = reason
        self.actor = actor
        self.organization = organization
        self.branch = branch
        self.entities = entities
    }
}

/// Why an act could not be recorded; its transaction must not commit then.
public enum AuditFailure: PostgresFailure {
    /// The database failed.
    case failed(PostgresError)
    /// What the tables noted cannot be recorded, in words for the log.
    case impossible(String)

    /// The database's failure.
    public init(_ error: PostgresError) {
        self = .failed(error)
    }
}

/// A pool's session as the trail writes into it, for writers that know no GraphQL.
public struct SessionTransaction: AuditTransaction {
    private let session: PostgresSession

    /// The transaction that a session is in.
    public init(_ session: PostgresSession) {
        self.session = session
    }

    /// Runs statements in one packet.
    public func run(_ statements: [BoundStatement]) async throws(PostgresError) -> [PostgresResult] {
        try await session.run(statements, end: .flush)
    }
}
