internal import DataLoader
internal import Domain
internal import Postgres

/// A payment whose row is locked, after that of its order, with what its state table asks about.
struct LockedPayment {
    let id: UUIDBytes
    let order: UUIDBytes
    let check: UUIDBytes?
    let branch: UUIDBytes
    let status: PaymentLifecycle.State
    let method: PaymentMethod
    let currency: String
    let amountMinor: Int64
    let tipMinor: Int64
    let refundedMinor: Int64
    let refundedTipMinor: Int64
    let tenderedMinor: Int64?
    /// The business day on which it was taken, as ISO 8601 has it.
    let businessDate: String
    let version: Int64
    /// Where its order stands.
    let orderStatus: OrderLifecycle.State
    /// All tips of its order.
    let orderTipMinor: Int64
    /// How much of what was paid for its order that has not sold: all of it while it is open, what was paid
    /// too much once it is completed.
    let unsoldMinor: Int64
    /// When the transaction began, in seconds since 1970.
    let now: Int64
    /// Whether a provider moves its money.
    let isProvided: Bool
    /// The till at which it was taken, locked so that it is not counted meanwhile.
    let drawer: UUIDBytes?
    private let isDrawerOpen: Bool

    /// What of it has not gone back, the tip apart.
    var restMinor: Int64 { amountMinor - refundedMinor }

    /// Locks a payment within reach, and its order before it.
    ///
    /// - Throws: NOT_FOUND at `field`; VERSION_CONFLICT where the caller has read another version.
    static func take(
        _ field: String, _ input: PaymentInput, _ session: PaymentSession
    ) async throws(PaymentFailure) -> LockedPayment {
        let id = try input.requiredUUID(field, .payment)
        let results = try await session.run([
            lockOrder.bind(session.tenant, .uuid(id), session.caller.branchArray),
            lock.bind(session.tenant, .uuid(id), session.caller.branchArray),
            shareDrawer.bind(session.tenant, .uuid(id)),
        ])
        guard results.count == 3,
            let payment = LockedPayment(id, results[1], of: results[0], in: results[2])
        else { throw .notFound(field) }
        try input.requireVersion(payment.version)
        return payment
    }

    private init?(
        _ id: UUIDBytes, _ found: PostgresResult, of order: PostgresResult, in drawer: PostgresResult
    ) {
        guard order.rowCount == 1, found.rowCount == 1, let orderID = found.uuid(0, 0),
            let branch = found.uuid(0, 2),
            let status = found.string(0, 3).flatMap(PaymentLifecycle.State.init(rawValue:)),
            let method = found.string(0, 4).flatMap(PaymentMethod.init(rawValue:)),
            let currency = found.string(0, 5), let amount = found.int(0, 6), let tip = found.int(0, 7),
            let refunded = found.int(0, 8), let refundedTip = found.int(0, 9),
            let date = found.string(0, 11), let version = found.int(0, 12),
            let orderStatus = order.string(0, 0).flatMap(OrderLifecycle.State.init(rawValue:)),
            let isProvided = found.bool(0, 13), let orderTip = order.int(0, 1), let now = order.int(0, 2),
            let unsold = order.int(0, 3)
        else { return nil }
        self.id = id
        self.order = orderID
        check = found.uuid(0, 1)
        self.branch = branch
        self.status = status
        self.method = method
        self.currency = currency
        amountMinor = amount
        tipMinor = tip
        refundedMinor = refunded
        refundedTipMinor = refundedTip
        tenderedMinor = found.int(0, 10)
        businessDate = date
        self.version = version
        self.orderStatus = orderStatus
        orderTipMinor = orderTip
        unsoldMinor = unsold
        self.now = now
        self.isProvided = isProvided
        self.drawer = drawer.uuid(0, 0)
        isDrawerOpen = drawer.rowCount == 0 || drawer.string(0, 1) == "OPEN"
    }

    /// `payments_pkey` and `orders_pkey` serve it.
    private static let lockOrder = Statement(
        "LockedPayment.lockOrder",
        """
        SELECT status, tip_minor, extract(epoch FROM now())::bigint, paid_minor - refunded_minor
          - CASE status WHEN 'COMPLETED' THEN total_minor - written_off_minor ELSE 0 END
        FROM orders
        WHERE organization_id = $1 AND ($3 IS NULL OR branch_id = ANY($3))
          AND id = (SELECT order_id FROM payments WHERE organization_id = $1 AND id = $2)
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid, .uuidArray])

    /// `payments_pkey` serves it.
    private static let lock = Statement(
        "LockedPayment.lock",
        """
        SELECT order_id, check_id, branch_id, status, method, currency, amount_minor, tip_minor,
          refunded_minor, refunded_tip_minor, tendered_minor, business_date::text, version,
          is_provided
        FROM payments
        WHERE organization_id = $1 AND id = $2 AND ($3 IS NULL OR branch_id = ANY($3))
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid, .uuidArray])

    /// `payments_pkey` and `cash_sessions_pkey` serve it.
    private static let shareDrawer = Statement(
        "LockedPayment.shareDrawer",
        """
        SELECT id, status FROM cash_sessions WHERE organization_id = $1
          AND id = (SELECT cash_session_id FROM payments WHERE organization_id = $1 AND id = $2)
        FOR SHARE
        """, parameters: [.uuid, .uuid])
}

extension LockedPayment {
    /// What is so, as the state table asks: of the day and the drawer; reasons and amounts come on top.
    func facts(_ terms: BranchTerms) -> Set<PaymentLifecycle.Condition> {
        var facts: Set<PaymentLifecycle.Condition> = isDrawerOpen ? [.drawerOpen] : []
        if terms.businessDate(unixSeconds: now)?.description == businessDate {
            facts.insert(.sameBusinessDay)
        }
        return facts
    }

    /// The step of the state table.
    ///
    /// - Throws: why there is none, at `field`.
    func requireStep(
        to state: PaymentLifecycle.State, given facts: Set<PaymentLifecycle.Condition>, at field: String,
        _ session: PaymentSession
    ) throws(PaymentFailure) {
        do throws(TransitionRefusal<PaymentLifecycle>) {
            _ = try PaymentLifecycle.transition(
                from: status, to: state, by: session.caller.orderParty, given: facts)
        } catch {
            throw PaymentRefusal.failure(error, at: field)
        }
    }

    /// Where its transfers stand in the books.
    ///
    /// - Parameters:
    ///   - businessDate: the day that they count for.
    ///   - drawer: the till at which they happen.
    func place(on businessDate: String, at drawer: UUIDBytes?) -> LedgerWriter.Place {
        LedgerWriter.Place(
            branch: branch, businessDate: businessDate, currency: currency, order: order, payment: id,
            drawer: drawer)
    }

    /// Tells the branch where the payment stands.
    func tell(_ status: PaymentLifecycle.State, _ session: PaymentSession) {
        session.transaction.tell(BranchEvent(payment: id, of: order, in: branch, status: status))
    }
}

extension BranchEvent {
    /// A payment that was made or changed.
    init(
        payment: UUIDBytes, of order: UUIDBytes, in branch: UUIDBytes, status: PaymentLifecycle.State
    ) {
        self.init(
            branch: branch, type: "payment.changed", entityKind: EntityKind.payment.rawValue,
            entity: payment, payload: ["status": status.rawValue, "order": EntityKind.order.id(order)])
    }
}
