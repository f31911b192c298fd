internal import DataLoader
internal import Domain
internal import Postgres

/// How a session changes its state, and all that goes with it.
enum SessionEnding {
    /// The transition that the state table allows.
    static func transition(
        of session: LockedSession, to state: TableSessionLifecycle.State, by party: ActingParty,
        also facts: Set<TableSessionLifecycle.Condition> = [], at field: String
    ) throws(FloorFailure) -> Transition<TableSessionLifecycle> {
        do {
            return try TableSessionLifecycle.transition(
                from: session.status, to: state, by: party, given: session.facts.union(facts))
        } catch {
            throw FloorRefusal.failure(error, at: field)
        }
    }

    /// Writes the state, with the one before as its condition.
    ///
    /// - Parameters:
    ///   - successor: the session that goes on in its place.
    ///   - reason: why it was closed by force.
    static func write(
        _ state: TableSessionLifecycle.State, to locked: LockedSession, successor: UUIDBytes? = nil,
        reason: String? = nil, at field: String, in session: FloorSession
    ) async throws(FloorFailure) {
        let written = try await session.run(
            update.bind(
                session.tenant, .uuid(locked.id), .text(locked.status.rawValue), .text(state.rawValue),
                successor.map { .uuid($0) } ?? .null, reason.map { .text($0) } ?? .null,
                .int64(SessionOpening.lifetime(of: locked.table.policies)), session.writer))
        guard written.affectedRows == 1 else { throw FloorRefusal.changed(field) }
        session.transaction.tell(FloorEvent.session(locked.id, in: locked.table.branch, state))
    }

    /// Ends what hangs on a session that nobody continues: its guests leave, carts and requests are left.
    static func dissolve(_ locked: LockedSession, in session: FloorSession) async throws(FloorFailure) {
        let results = try await session.run([
            leave.bind(session.tenant, .uuid(locked.id), session.writer),
            abandon.bind(session.tenant, .uuid(locked.id), session.writer),
            withdraw.bind(session.tenant, .uuid(locked.id), session.writer),
        ])
        let branch = locked.table.branch
        for row in 0..<results[1].rowCount {
            guard let cart = results[1].uuid(row, 0) else { continue }
            session.transaction.tell(FloorEvent.cart(cart, in: branch, status: "ABANDONED"))
        }
        for row in 0..<results[2].rowCount {
            guard let request = results[2].uuid(row, 0) else { continue }
            session.transaction.tell(FloorEvent.request(request, in: branch, status: "CANCELED"))
        }
    }

    /// Lets the table go, unless somebody else's order is open there.
    ///
    /// - Parameters:
    ///   - isForced: whether it is freed whatever is owed.
    ///   - ordersMove: whether its orders go on elsewhere.
    static func freeTable(
        of locked: LockedSession, by party: ActingParty, isForced: Bool = false, ordersMove: Bool = false,
        at field: String, in session: FloorSession
    ) async throws(FloorFailure) {
        let table = locked.table
        guard table.status == .occupied, !locked.hasOthersOrders else { return }
        var facts: Set<TableLifecycle.Condition> = [.sessionClosed]
        if ordersMove || locked.openOrders.isEmpty && locked.owedMinor <= 0 { facts.insert(.nothingOwed) }
        if isForced { facts.insert(.forceReason) }
        do {
            _ = try TableLifecycle.transition(from: table.status, to: .available, by: party, given: facts)
        } catch {
            throw FloorRefusal.failure(error, at: field)
        }
        try await session.set(.available, of: table.id, in: table.branch, from: table.status)
    }

    /// `table_sessions_pkey` serves it.
    private static let update = Statement(
        "SessionEnding.update",
        """
        UPDATE table_sessions SET status = $4, continued_by_id = $5, closed_reason = $6,
          activated_at = CASE WHEN $4 = 'ACTIVE' THEN now() ELSE activated_at END,
          closed_at = CASE WHEN $4 = 'ACTIVE' THEN NULL ELSE now() END,
          expires_at = CASE WHEN $4 = 'ACTIVE' THEN now() + make_interval(secs => $7) ELSE expires_at END,
          updated_at = now(), updated_by = $8, version = version + 1
        WHERE organization_id = $1 AND id = $2 AND status = $3
        """, parameters: [.uuid, .uuid, .text, .text, .uuid, .text, .int8, .uuid])

    /// `session_guests_session_idx` serves it.
    private static let leave = Statement(
        "SessionEnding.leave",
        """
        UPDATE session_guests SET left_at = now(), updated_at = now(), updated_by = $3
        WHERE organization_id = $1 AND session_id = $2 AND left_at IS NULL
        """, parameters: [.uuid, .uuid, .uuid])

    /// `carts_session_idx` serves it.
    private static let abandon = Statement(
        "SessionEnding.abandon",
        """
        UPDATE carts SET status = 'ABANDONED', updated_at = now(), updated_by = $3, version = version + 1
        WHERE organization_id = $1 AND session_id = $2 AND status = 'OPEN' RETURNING id
        """, parameters: [.uuid, .uuid, .uuid])

    /// `service_requests_session_idx` serves it.
    private static let withdraw = Statement(
        "SessionEnding.withdraw",
        """
        UPDATE service_requests SET status = 'CANCELED', resolved_at = now(), updated_at = now(),
          updated_by = $3, version = version + 1
        WHERE organization_id = $1 AND session_id = $2 AND status IN ('PENDING', 'ACKNOWLEDGED')
        RETURNING id
        """, parameters: [.uuid, .uuid, .uuid])
}
