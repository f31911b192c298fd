public import GraphQLSchema

/// The keys of one load: distinct, column by column.
public struct LoadKeys: Sendable {
    /// Number of distinct keys.
    public let count: Int
    /// For each key part the cells of all keys. The bytes live at least until the load has been answered.
    public let columns: [KeyColumn]
}

/// One key part of all keys of a load.
public struct KeyColumn: @unchecked Sendable {
    // Sendable: the cells point into row sets and argument bytes that `owners` keeps alive and
    // nobody changes.

    /// One cell a key; null cells are allowed in a part of a composite key.
    public let cells: [Cell]
    let owners: [any Sendable]
}

/// One batched load of a round.
public struct LoadCall: Sendable {
    /// The loader, for names in logs and errors.
    public let loader: Loader
    /// The statement that the plan prepared.
    public let statement: LoadStatement
    /// All distinct keys of the level.
    public let keys: LoadKeys
    /// Values of the loader's parameters, in its order.
    public let parameters: [InputValue]
}

/// Runs the rounds of one operation inside one snapshot.
public protocol LoadSession: Sendable {
    /// Answers all loads of a round, sharing one round trip.
    ///
    /// - Parameters:
    ///   - calls: independent loads.
    ///   - isLast: whether the plan knows that no further round follows, so that the transaction may end.
    /// - Returns: one row set a call, in order, columns as the statement's positions say.
    func load(_ calls: [LoadCall], isLast: Bool) async throws(LoadError) -> [RowSet]
}

/// Why a round failed; the whole operation fails with it.
public struct LoadError: Error, Sendable {
    /// For people; nothing internal.
    public let message: String
    /// Stable: `UNAVAILABLE`, `OVERLOADED`, `DEADLINE_EXCEEDED`, `INTERNAL` …
    public let code: String
    /// Whether the data could be reached, but others wanted the same of it each time: what else is to be done
    /// may well pass.
    public var isUndone = false

    /// A failed round.
    public init(message: String, code: String) {
        self.message = message
        self.code = code
    }
}

extension LoadError {
    /// Whether the data could not be reached at all, so that trying again later may help.
    public var isUnavailable: Bool { code == "UNAVAILABLE" || isOverloaded }

    /// Whether too much is going on, here or in the database.
    public var isOverloaded: Bool { code == "OVERLOADED" }

    /// A write came without the key by which it would be known again.
    public static let idempotencyKeyRequired = LoadError(
        message: "This write needs an idempotencyKey, in its input or as the header Idempotency-Key.",
        code: "IDEMPOTENCY_KEY_REQUIRED")

    /// A write with the same key has not ended yet.
    public static let idempotencyInProgress = LoadError(
        message: "A request with this key is under way; send it again in a moment.",
        code: "IDEMPOTENCY_IN_PROGRESS")

    /// Whether the whole request is refused, with a kind of its own, so long as nothing has been done.
    var refusesRequest: Bool {
        [Self.idempotencyKeyRequired.code, Self.idempotencyInProgress.code].contains(code)
    }
}

/// Opens the session in which an operation runs.
public protocol SessionSource: Sendable {
    /// The session that mutations receive.
    associatedtype Session: LoadSession
    /// What the session needs to know of the caller, such as the tenant.
    associatedtype Caller: Sendable

    /// What of a caller decides which rows statements bring: callers of the same scope are shown the same by
    /// one plan. Subscriptions of callers with one scope are executed once for all of them.
    func scope(of caller: Caller, reading statements: [LoadStatement]) -> String

    /// Runs `body` in one read-only transaction whose levels all see the same snapshot.
    func read<Result: Sendable>(
        for caller: Caller, _ body: @Sendable (Session) async throws(LoadError) -> Result
    ) async throws(LoadError) -> Result

    /// As `read`, for a body that has told its caller something before it ends: it never runs twice.
    func readOnce<Result: Sendable>(
        for caller: Caller, _ body: @Sendable (Session) async throws(LoadError) -> Result
    ) async throws(LoadError) -> Result

    /// Runs `body` in one transaction that commits if it returns `commit: true` and rolls back otherwise.
    ///
    /// Returns only after the commit has been acknowledged.
    func write<Result: Sendable>(
        for caller: Caller,
        _ body: @Sendable (Session) async throws(LoadError) -> (value: Result, commit: Bool)
    ) async throws(LoadError) -> Result
}

extension SessionSource {
    /// As `read`, where that does not repeat a body.
    public func readOnce<Result: Sendable>(
        for caller: Caller, _ body: @Sendable (Session) async throws(LoadError) -> Result
    ) async throws(LoadError) -> Result {
        try await read(for: caller, body)
    }
}

extension SessionSource where Caller == Void {
    /// All callers are one.
    public func scope(of caller: Void, reading statements: [LoadStatement]) -> String { "" }
}

/// The function behind a root field of `Mutation`.
///
/// It runs inside the field's own transaction; what it throws becomes an execution error at the field.
public typealias Mutation<Session> =
    @Sendable (Arguments, RequestValues, Session) async throws(LoadError) -> MutationOutcome
