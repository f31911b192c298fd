internal import DataLoader
internal import Domain
internal import Postgres

/// A step of an order from one state to the next, as its state table allows: the state is written with the
/// one before as its condition, told, and what hangs on it follows.
struct OrderMove: Sendable {
    let to: OrderLifecycle.State
    let party: ActingParty
    /// The only state that it starts from; any that the state table names without.
    var from: OrderLifecycle.State?
    /// What is so besides the order's own facts.
    var facts: Set<OrderLifecycle.Condition> = []
    /// Why it is called off.
    var cancelReason: String?
    /// What is owed and will not be paid.
    var writtenOffMinor: Int64 = 0

    /// The step in the state table, or why there is none.
    func transition(
        of order: LockedOrder
    ) throws(TransitionRefusal<OrderLifecycle>) -> Transition<OrderLifecycle> {
        if let from, order.status != from { throw .noWay(from: order.status, to: to) }
        return try OrderLifecycle.transition(
            from: order.status, to: to, by: party, given: order.facts.union(facts))
    }

    /// Makes the step if the state table allows it.
    ///
    /// - Returns: whether it was made.
    @discardableResult
    func makeIfAllowed<Code>(
        _ order: inout LockedOrder, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) -> Bool {
        guard let transition = try? transition(of: order) else { return false }
        return try await write(transition, to: &order, in: session)
    }

    /// Writes the step and all that it brings about.
    ///
    /// Points, stock and invoices follow with their own parts of the business.
    ///
    /// - Returns: false where the order had another state by then.
    func write<Code>(
        _ transition: Transition<OrderLifecycle>, to order: inout LockedOrder,
        in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) -> Bool {
        let written = try await session.run(
            Self.update.bind(
                session.tenant, .uuid(order.id), .text(order.status.rawValue), .text(to.rawValue),
                cancelReason.map { .text($0) } ?? .null, .int64(writtenOffMinor), session.writer))
        guard written.rowCount == 1, let version = written.int(0, 0) else { return false }
        let before = order.status
        order.status = to
        order.version = version
        order.tell(
            "order.status_changed", ["status": to.rawValue, "from": before.rawValue], in: session)
        for effect in transition.effects {
            switch effect {
            case .occupyTable:
                guard order.type == "DINE_IN", let table = order.table else { continue }
                try await TableSessions.occupy(table: table, field: "id", in: session)
            case .fireTickets: try await OrderCourses.begin(order, in: session)
            case .voidTickets: try await OrderCourses.void(order, in: session)
            case .settle:
                try await SalePosting.write(order, written, in: session)
                try await CouponClaims.use(order, in: session)
                try await RewardClaims.use(order.id, in: session)
            case .release:
                try await CountedPortions.giveBack(order, in: session)
                try await CouponClaims.release(order.id, in: order.branch, session)
                try await RewardClaims.release(order.id, in: order.branch, session)
            case .confirmedAt, .snapshot, .claim, .number, .stockByPolicy,
                .reverseStock, .wasteStock, .wasteOrReverseStock, .notify, .freeTableOnClose:
                break
            }
        }
        return true
    }

    /// `orders_pkey` serves it. A step back takes the moments of what was undone with it.
    private static let update = Statement(
        "OrderMove.update",
        """
        UPDATE orders SET status = $4, status_changed_at = now(),
          confirmed_at = CASE WHEN $4 = 'CONFIRMED' THEN coalesce(confirmed_at, now()) ELSE confirmed_at END,
          started_at = CASE $4 WHEN 'PREPARING' THEN coalesce(started_at, now()) WHEN 'CONFIRMED' THEN NULL
            ELSE started_at END,
          ready_at = CASE $4 WHEN 'READY' THEN coalesce(ready_at, now()) WHEN 'PREPARING' THEN NULL
            ELSE ready_at END,
          served_at = CASE $4 WHEN 'SERVED' THEN now() WHEN 'READY' THEN NULL ELSE served_at END,
          completed_at = CASE WHEN $4 = 'COMPLETED' THEN now() END,
          canceled_at = CASE WHEN $4 = 'CANCELED' THEN now() END,
          cancel_reason = CASE WHEN $4 = 'CANCELED' THEN $5 END,
          written_off_minor = written_off_minor + $6,
          updated_at = now(), updated_by = $7, version = version + 1
        WHERE organization_id = $1 AND id = $2 AND status = $3
        RETURNING version, \(SalePosting.columns)
        """, parameters: [.uuid, .uuid, .text, .text, .text, .int8, .uuid])
}
