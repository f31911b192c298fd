internal import DataLoader
internal import Domain
internal import Postgres

/// A table whose row is locked, and the sessions there: what decides who may sit down.
///
/// Whoever changes tables, sessions and orders locks in this order: tables, sessions, carts, orders.
struct LockedTable: Sendable {
    let id: UUIDBytes
    let branch: UUIDBytes
    let status: TableLifecycle.State
    let isActive: Bool
    let version: Int64
    /// What its branch says of sessions.
    let policies: BranchPolicies
    /// The session under way.
    let active: UUIDBytes?
    /// A session that waits to be let in, and whose time for it is not over.
    let pending: UUIDBytes?

    /// Whether guests may be seated: nobody sits there, and it is neither kept for others nor out of use.
    var isFree: Bool { isActive && active == nil && (status == .available || status == .occupied) }

    /// The statements behind ``init(_:_:)``, which may share a packet with others.
    static func locking(_ id: UUIDBytes, for caller: TenantCaller, _ tenant: ParameterValue)
        -> [BoundStatement]
    {
        [
            lock.bind(tenant, .uuid(id), caller.branchArray),
            live.bind(tenant, .uuid(id)),
        ]
    }

    /// Locks a table within reach.
    ///
    /// - Parameter field: the input field that a refusal names.
    init<Code>(
        _ id: UUIDBytes, at field: String, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let results = try await session.run(Self.locking(id, for: session.caller, session.tenant))
        guard let table = LockedTable(results[0], results[1]) else { throw .notFound(field) }
        self = table
    }

    /// Reads the results of ``locking(_:for:_:)``; nil where there is no such table within reach.
    init?(_ table: PostgresResult, _ sessions: PostgresResult) {
        guard table.rowCount == 1, let id = table.uuid(0, 0), let branch = table.uuid(0, 1),
            let status = table.string(0, 2).flatMap(TableLifecycle.State.init),
            let isActive = table.bool(0, 3),
            let version = table.int(0, 4)
        else { return nil }
        var policies = BranchPolicies()
        policies.sessionHours = table.int(0, 5) ?? policies.sessionHours
        policies.autoApproveSessions = table.bool(0, 6) ?? policies.autoApproveSessions
        var active: UUIDBytes?
        var pending: UUIDBytes?
        for row in 0..<sessions.rowCount {
            if sessions.string(row, 1) == TableSessionLifecycle.State.active.rawValue {
                active = sessions.uuid(row, 0)
            } else {
                pending = pending ?? sessions.uuid(row, 0)
            }
        }
        self.init(
            id: id, branch: branch, status: status, isActive: isActive, version: version, policies: policies,
            active: active, pending: pending)
    }

    private init(
        id: UUIDBytes, branch: UUIDBytes, status: TableLifecycle.State, isActive: Bool, version: Int64,
        policies: BranchPolicies, active: UUIDBytes?, pending: UUIDBytes?
    ) {
        self.id = id
        self.branch = branch
        self.status = status
        self.isActive = isActive
        self.version = version
        self.policies = policies
        self.active = active
        self.pending = pending
    }

    /// `tables_pkey` and `branches_pkey` serve it.
    private static let lock = Statement(
        "LockedTable.lock",
        """
        SELECT t.id, t.branch_id, t.status, t.is_active, t.version,
          (b.policies ->> 'sessionHours')::bigint, (b.policies ->> 'autoApproveSessions')::boolean
        FROM tables AS t
        JOIN branches AS b ON b.organization_id = $1 AND b.id = t.branch_id AND b.archived_at IS NULL
        WHERE t.organization_id = $1 AND t.id = $2 AND ($3 IS NULL OR t.branch_id = ANY($3))
        FOR NO KEY UPDATE OF t
        """, parameters: [.uuid, .uuid, .uuidArray])

    /// `table_sessions_table_idx` serves it.
    private static let live = Statement(
        "LockedTable.live",
        """
        SELECT id, status FROM table_sessions
        WHERE organization_id = $1 AND table_id = $2
          AND (status = 'ACTIVE' OR status = 'PENDING' AND expires_at > now())
        ORDER BY id FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid])
}

extension MutationSession {
    /// Gives a locked table another status, if it has not got it, and tells of it.
    ///
    /// - Throws: nothing but what the database reports: whoever calls has asked the state table.
    func set(
        _ status: TableLifecycle.State, of table: UUIDBytes, in branch: UUIDBytes,
        from before: TableLifecycle.State
    ) async throws(MutationFailure<Code>) {
        guard status != before else { return }
        _ = try await run(
            TableStatusWrite.statement.bind(
                tenant, .uuid(table), .text(before.rawValue), .text(status.rawValue), writer))
        transaction.tell(FloorEvent.table(table, in: branch, status: status.rawValue))
    }
}

/// The one statement by which a table changes its status.
enum TableStatusWrite {
    /// `tables_pkey` serves it.
    static let statement = Statement(
        "TableStatusWrite",
        """
        UPDATE tables SET status = $4, updated_at = now(), updated_by = $5, version = version + 1
        WHERE organization_id = $1 AND id = $2 AND status = $3
        """, parameters: [.uuid, .uuid, .text, .text, .uuid])
}
