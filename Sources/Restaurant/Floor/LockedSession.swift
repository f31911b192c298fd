internal import DataLoader
internal import Domain
internal import Postgres

/// A session that is locked together with its table, its open carts and its orders, and what the state tables
/// ask about them.
struct LockedSession: Sendable {
    let id: UUIDBytes
    let table: LockedTable
    let status: TableSessionLifecycle.State
    let version: Int64
    let guestName: String?
    let guestCount: Int32
    /// Microseconds since 2000.
    let expiresAt: Int64
    /// Whether its time is over: to be let in, or to sit.
    let isOver: Bool
    /// The carts that its guests still fill.
    let carts: [UUIDBytes]
    /// How long ago one of them was touched last, in seconds; nil without any.
    let cartIdleSeconds: Int64?
    /// The orders that are neither completed nor canceled.
    let openOrders: [UUIDBytes]
    /// What its orders still owe, in minor units.
    let owedMinor: Int64
    /// Whether an order that is not of this session is open at the table.
    let hasOthersOrders: Bool

    /// What is so, as the state table of sessions asks.
    var facts: Set<TableSessionLifecycle.Condition> {
        var facts: Set<TableSessionLifecycle.Condition> = []
        if table.isFree { facts.insert(.tableFree) }
        if openOrders.isEmpty { facts.insert(.noOpenOrder) }
        if owedMinor <= 0 { facts.insert(.balanceZero) }
        if isOver { facts.insert(status == .pending ? .unanswered : .expired) }
        return facts
    }

    /// Locks a session within reach.
    init<Code>(
        _ id: UUIDBytes, at field: String, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let key = try await session.run(Self.find.bind(session.tenant, .uuid(id)))
        guard key.rowCount == 1, let table = key.uuid(0, 0) else { throw .notFound(field) }
        let results = try await session.run(
            LockedTable.locking(table, for: session.caller, session.tenant)
                + [
                    Self.lock.bind(session.tenant, .uuid(id)),
                    Self.lockCarts.bind(session.tenant, .uuid(id)),
                    Self.lockOrders.bind(session.tenant, .uuid(id), .uuid(table)),
                ])
        guard let locked = LockedSession(results, id: id) else { throw .notFound(field) }
        self = locked
    }

    private init?(_ results: [PostgresResult], id: UUIDBytes) {
        guard results.count == 5, let table = LockedTable(results[0], results[1]), results[2].rowCount == 1,
            let status = results[2].string(0, 0).flatMap(TableSessionLifecycle.State.init),
            let version = results[2].int(0, 1), let guestCount = results[2].int(0, 3),
            let expiresAt = results[2].timestamp(0, 4), let isOver = results[2].bool(0, 5)
        else { return nil }
        self.id = id
        self.table = table
        self.status = status
        self.version = version
        self.guestName = results[2].string(0, 2)
        self.guestCount = Int32(clamping: guestCount)
        self.expiresAt = expiresAt
        self.isOver = isOver
        carts = (0..<results[3].rowCount).compactMap { results[3].uuid($0, 0) }
        cartIdleSeconds = (0..<results[3].rowCount).compactMap { results[3].int($0, 1) }.min()
        let orders = results[4]
        let own = (0..<orders.rowCount).filter { orders.bool($0, 1) == true }
        openOrders = own.filter { orders.bool($0, 2) == true }.compactMap { orders.uuid($0, 0) }
        owedMinor = own.reduce(0) { sum, row in
            let (next, overflows) = sum.addingReportingOverflow(orders.int(row, 3) ?? 0)
            return overflows ? .max : next
        }
        hasOthersOrders = own.count < orders.rowCount
    }

    /// `table_sessions_pkey` serves both. A session never changes its table: one that moves ends, and another
    /// goes on.
    private static let find = Statement(
        "LockedSession.find",
        "SELECT table_id FROM table_sessions WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid])

    private static let lock = Statement(
        "LockedSession.lock",
        """
        SELECT status, version, guest_name, guest_count, expires_at, expires_at <= now() FROM table_sessions
        WHERE organization_id = $1 AND id = $2 FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid])

    /// `carts_session_idx` serves it.
    private static let lockCarts = Statement(
        "LockedSession.lockCarts",
        """
        SELECT id, floor(extract(epoch FROM now() - updated_at))::bigint FROM carts
        WHERE organization_id = $1 AND session_id = $2 AND status = 'OPEN'
        ORDER BY id FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid])

    /// `orders_session_idx` and `orders_table_idx` serve it.
    private static let lockOrders = Statement(
        "LockedSession.lockOrders",
        """
        SELECT id, session_id IS NOT DISTINCT FROM $2, status NOT IN ('COMPLETED', 'CANCELED'),
          greatest(\(OrderBalance.text(of: "orders")), 0)
        FROM orders
        WHERE organization_id = $1 AND (session_id = $2
          OR table_id = $3 AND session_id IS DISTINCT FROM $2 AND status NOT IN ('COMPLETED', 'CANCELED'))
        ORDER BY id FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid, .uuid])
}
