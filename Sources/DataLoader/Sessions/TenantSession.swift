public import GraphQLExecution
public import Postgres
internal import Synchronization

/// One operation's transaction as the engine sees it: answers rounds of loads, one packet a round.
///
/// The tenant and the branches within reach come from the caller here, never from a statement's author. A
/// session without a tenant may enter one by a public code, once; whatever it reads before is empty.
public final class TenantSession: LoadSession {
    /// What a session is opened for.
    enum Mode {
        case read
        /// As `read`, but its body hears of a broken connection what a caller may hear: it is not run again.
        case readOnce
        case write
    }

    private let session: PostgresSession
    private let mode: Mode
    /// Changes only where the session enters a tenant.
    private let current: Mutex<TenantCaller>

    /// What a write remembers until its commit.
    let writing = Mutex(WriteState())

    /// On whose behalf it runs, in the tenant that it has entered.
    public var caller: TenantCaller { current.withLock { $0 } }

    init(_ session: PostgresSession, caller: TenantCaller, mode: Mode) {
        self.session = session
        self.mode = mode
        current = Mutex(caller)
    }

    /// Answers all loads of a round.
    public func load(_ calls: [LoadCall], isLast: Bool) async throws(LoadError) -> [RowSet] {
        try await enterTenant(for: calls)
        let binder = ParameterBinder(caller: caller)
        var statements: [BoundStatement] = []
        statements.reserveCapacity(calls.count)
        for call in calls { statements.append(try binder.bind(call)) }
        let end: RoundEnd = isLast && mode != .write ? .sync : .flush
        return try await run(statements, end: end).map(RowSet.init(holding:))
    }

    /// Runs statements of a mutation.
    ///
    /// - Throws: what the database reports, so that a constraint's violation can become a refusal.
    public func run(_ statements: [BoundStatement]) async throws(PostgresError) -> [PostgresResult] {
        precondition(mode == .write, "only mutations run statements of their own")
        guard let opening = opening() else { return try await session.run(statements, end: .flush) }
        return Array(try await session.run([opening] + statements, end: .flush).dropFirst())
    }

    /// Goes on in another tenant: one that this transaction made, or that a secret has proved.
    ///
    /// - Parameter branches: the branches within reach there; nil for all.
    /// - Throws: what the database reports.
    public func enter(_ organization: UUIDBytes, branches: [UUIDBytes]?) async throws(PostgresError) {
        _ = try await run([Self.enterTenant.bind(.text(organization.description))])
        current.withLock { $0 = $0.entering(organization, branches: branches) }
    }

    /// Until the end of the transaction, as the session's own statement does it.
    private static let enterTenant = Statement(
        "TenantSession.enter", "SELECT set_config('app.organization', $1, true)", parameters: [.text])

    private func run(
        _ statements: [BoundStatement], end: RoundEnd
    ) async throws(LoadError) -> [PostgresResult] {
        do {
            return try await session.run(statements, end: end)
        } catch {
            let error = LoadError(error)
            throw mode == .readOnce ? error.outside : error
        }
    }

    /// Public codes are the way to a tenant without a token: `lookup_keys_pkey` serves the look-up.
    private static let enterByBranchCode = Statement(
        "TenantSession.enterByBranchCode",
        """
        SELECT organization_id, set_config('app.organization', organization_id::text, true)
        FROM lookup_key('BRANCH_PUBLIC_CODE', sha256(convert_to($1, 'UTF8')))
        """, parameters: [.text])

    /// If a load asks for a public code and no tenant is known yet, the code decides.
    private func enterTenant(for calls: [LoadCall]) async throws(LoadError) {
        let caller = caller
        guard caller.organization == nil else { return }
        var codes: [String] = []
        for call in calls where (call.statement.context as? LoadContext)?.entersTenant == true {
            for cell in call.keys.columns.first?.cells ?? [] {
                guard let code = String(cell: cell), !codes.contains(code) else { continue }
                codes.append(code)
            }
        }
        guard let code = codes.first else { return }
        guard codes.count == 1 else {
            throw LoadError.badInput("One operation reads the menu of one branch only.")
        }
        let found = try await run([Self.enterByBranchCode.bind(.text(code))], end: .flush)
        guard let result = found.first, result.rowCount == 1, let organization = result.uuid(0, 0) else {
            return
        }
        current.withLock { $0 = caller.entering(organization, branches: caller.branches) }
    }
}

extension RowSet {
    /// The rows of a result, which is kept alive.
    ///
    /// - Complexity: O(rows × columns); nothing is converted.
    convenience init(holding result: PostgresResult) {
        self.init(rowCount: result.rowCount, columnCount: result.columnCount, owner: result) { cells in
            // Both structs are a pointer and a length; rebinding saves a second pass over the cells.
            precondition(MemoryLayout<Cell>.size == MemoryLayout<PostgresCell>.size)
            guard let base = cells.baseAddress else { return }
            base.withMemoryRebound(to: PostgresCell.self, capacity: cells.count) {
                result.copyCells(into: $0)
            }
        }
    }
}
