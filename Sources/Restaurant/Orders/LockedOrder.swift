internal import DataLoader
internal import Domain
internal import Postgres

/// An order whose row is locked, with what its state table asks about.
///
/// Whoever changes tables, sessions and orders locks in this order: tables, sessions, carts, orders by ID,
/// then counters. All of it is one packet.
struct LockedOrder: Sendable {
    /// Lines of one order at most, those taken back too: whoever reads an order reads all of them.
    static let lineCountMax = 500

    let id: UUIDBytes
    let branch: UUIDBytes
    var status: OrderLifecycle.State
    let type: String
    var table: UUIDBytes?
    let session: UUIDBytes?
    var version: Int64
    let totalMinor: Int64
    /// What payments captured, less what went back.
    let receivedMinor: Int64
    let writtenOffMinor: Int64
    let currency: String
    /// Whether a live line is left.
    let hasLiveLine: Bool
    /// Whether lines were put on checks of their own.
    let hasChecks: Bool
    /// Whether a provider may still take money for it.
    private let hasPendingPayment: Bool
    private let hasStartedTicket: Bool
    private let areTicketsReady: Bool
    private let completesOnPaid: Bool
    private let waitersCancel: Bool

    /// What is still to be paid; below nothing where more was received.
    var balanceMinor: Int64 { totalMinor - receivedMinor - writtenOffMinor }

    /// Whether it is neither completed nor canceled.
    var isOpen: Bool { !OrderLifecycle.isFinal(status) }

    /// What is so, as the state table of orders asks; reasons and the caller's own come on top.
    var facts: Set<OrderLifecycle.Condition> {
        var facts: Set<OrderLifecycle.Condition> = []
        if !hasStartedTicket { facts.insert(.nothingStarted) }
        if receivedMinor <= 0, !hasPendingPayment { facts.insert(.nothingCaptured) }
        if !hasLiveLine { facts.insert(.noLiveLine) }
        if waitersCancel { facts.insert(.waitersCancel) }
        if hasStartedTicket { facts.insert(.ticketStarted) }
        if areTicketsReady { facts.insert(.ticketsReady) }
        if balanceMinor <= 0 { facts.insert(.balanceZero) }
        if completesOnPaid { facts.insert(.completeOnPaid) }
        if type != "DINE_IN" { facts.insert(.leavesHouse) }
        return facts
    }

    /// Locks an order within reach; a guest reaches its own.
    ///
    /// - Parameters:
    ///   - field: the input field that a refusal names.
    ///   - withTable: whether its table and session are locked before it.
    /// - Throws: NOT_FOUND for an order out of reach, INVALID where it was moved to another table meanwhile.
    init<Code>(
        _ id: UUIDBytes, at field: String, withTable: Bool = false, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let seats = withTable ? [Self.lockTable, Self.lockSession] : []
        let results = try await session.run(
            seats.map { $0.bind(session.tenant, .uuid(id)) } + [
                Self.lock.bind(
                    session.tenant, .uuid(id), session.caller.branchArray,
                    .bool(session.caller.role == "CUSTOMER"), session.caller.parameter(ofClaim: "session"),
                    session.caller.parameter(ofClaim: "customer")),
                Self.ask.bind(session.tenant, .uuid(id)),
            ])
        guard let order = LockedOrder(id, results[seats.count], results[seats.count + 1]) else {
            throw .notFound(field)
        }
        if withTable, results[0].rowCount == 1 ? results[0].uuid(0, 0) != order.table : order.table != nil {
            throw .invalid(field, "The order changed tables meanwhile: read it again.")
        }
        self = order
    }

    private init?(_ id: UUIDBytes, _ order: PostgresResult, _ asked: PostgresResult) {
        guard order.rowCount == 1, asked.rowCount == 1, let branch = order.uuid(0, 0),
            let status = order.string(0, 1).flatMap(OrderLifecycle.State.init),
            let type = order.string(0, 2), let version = order.int(0, 5), let totalMinor = order.int(0, 6),
            let receivedMinor = order.int(0, 7), let writtenOffMinor = order.int(0, 8),
            let currency = order.string(0, 9)
        else { return nil }
        self.id = id
        self.branch = branch
        self.status = status
        self.type = type
        table = order.uuid(0, 3)
        session = order.uuid(0, 4)
        self.version = version
        self.totalMinor = totalMinor
        self.receivedMinor = receivedMinor
        self.writtenOffMinor = writtenOffMinor
        self.currency = currency
        hasLiveLine = asked.bool(0, 0) ?? false
        hasStartedTicket = asked.bool(0, 1) ?? false
        areTicketsReady = asked.bool(0, 2) ?? false
        completesOnPaid = asked.bool(0, 3) ?? false
        waitersCancel = asked.bool(0, 4) ?? false
        hasChecks = asked.bool(0, 5) ?? false
        hasPendingPayment = asked.bool(0, 6) ?? false
    }

    /// `orders_pkey` and `tables_pkey` serve it.
    private static let lockTable = Statement(
        "LockedOrder.lockTable",
        """
        SELECT id FROM tables WHERE organization_id = $1
          AND id = (SELECT table_id FROM orders WHERE organization_id = $1 AND id = $2)
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid])

    /// `orders_pkey` and `table_sessions_pkey` serve it.
    private static let lockSession = Statement(
        "LockedOrder.lockSession",
        """
        SELECT id FROM table_sessions WHERE organization_id = $1
          AND id = (SELECT session_id FROM orders WHERE organization_id = $1 AND id = $2)
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid])

    /// `orders_pkey` serves it. A guest (`$4`) has a session or an account.
    private static let lock = Statement(
        "LockedOrder.lock",
        """
        SELECT branch_id, status, type, table_id, session_id, version, total_minor,
          paid_minor - refunded_minor, written_off_minor, currency
        FROM orders
        WHERE organization_id = $1 AND id = $2 AND ($3 IS NULL OR branch_id = ANY($3))
          AND (NOT $4 OR session_id = $5 OR customer_id = $6)
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid, .uuidArray, .bool, .uuid, .uuid])

    /// Asked after the lock, so that it sees what the one before has written. `order_lines_order_idx`,
    /// `kitchen_tickets_order_idx`, `payments_order_idx` and the unique key of `order_checks` serve it.
    private static let ask = Statement(
        "LockedOrder.ask",
        """
        SELECT l.live, t.started, t.made AND t.waiting IS NOT TRUE AND l.unfired IS NOT TRUE,
          coalesce((b.policies ->> 'completeOnPaid')::boolean, false),
          coalesce((b.policies ->> 'waitersCancelConfirmed')::boolean, false),
          EXISTS (SELECT FROM order_checks AS c WHERE c.organization_id = $1 AND c.order_id = $2),
          EXISTS (SELECT FROM payments AS p WHERE p.organization_id = $1 AND p.order_id = $2
            AND p.status IN ('PENDING', 'AUTHORIZED'))
        FROM orders AS o
        JOIN branches AS b ON b.organization_id = $1 AND b.id = o.branch_id
        CROSS JOIN LATERAL (
          SELECT bool_or(status <> 'VOIDED') AS live, bool_or(status IN ('PENDING', 'HELD')) AS unfired
          FROM order_lines WHERE organization_id = $1 AND order_id = $2) AS l
        CROSS JOIN LATERAL (
          SELECT bool_or(status IN ('IN_PROGRESS', 'READY', 'BUMPED')) AS started,
            bool_or(status IN ('READY', 'BUMPED')) AS made,
            bool_or(status IN ('NEW', 'IN_PROGRESS')) AS waiting
          FROM kitchen_tickets WHERE organization_id = $1 AND order_id = $2) AS t
        WHERE o.organization_id = $1 AND o.id = $2
        """, parameters: [.uuid, .uuid])
}

extension LockedOrder {
    /// The order can still be changed, and the caller has read its latest version.
    func requireEditable(_ input: OrderInput) throws(OrderMutationFailure) {
        try input.requireVersion(version)
        guard isOpen else {
            throw .rejected(
                Rejection(.conflict, at: ["input", "orderId"], "The order is \(status.rawValue) already."))
        }
        guard !hasChecks else {
            throw .rejected(
                Rejection(
                    .splitIntoChecks, at: ["input", "orderId"],
                    "The bill is split: merge its checks before the order changes."))
        }
    }

    /// Tells what happened to the order.
    func tell<Code>(
        _ type: String, _ payload: [String: String] = [:], in session: MutationSession<Code>
    ) {
        session.transaction.tell(
            BranchEvent(
                branch: branch, type: type, entityKind: EntityKind.order.rawValue, entity: id,
                payload: payload))
    }
}

extension LockedOrder {
    /// Counts and tells a change of what belongs to the order; a new pricing does so by itself.
    func changed<Code>(
        _ payload: [String: String] = [:], in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        _ = try await session.run(Self.count.bind(session.tenant, .uuid(id), session.writer))
        tell("order.changed", payload, in: session)
    }

    /// `orders_pkey` serves it.
    private static let count = Statement(
        "LockedOrder.count",
        """
        UPDATE orders SET version = version + 1, updated_at = now(), updated_by = $3
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .uuid])
}

extension TenantCaller {
    /// As whom the state tables of orders know the caller. A program stands in for a till: what only people
    /// at a table, in the kitchen or in charge do, it does not.
    var orderParty: ActingParty {
        if let member = MemberRole(rawValue: role) { return ActingParty(member) }
        return switch role {
        case "SUPER_ADMIN": .administrator
        case "INTEGRATOR": .cashier
        default: .guest
        }
    }

    /// A claim that is an identifier, as a parameter; null for a caller without it.
    fileprivate func parameter(ofClaim name: String) -> ParameterValue {
        if case .id(let id)? = claims[name] { .uuid(id) } else { .null }
    }
}
