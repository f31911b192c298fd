internal import DataLoader
internal import Domain
internal import Postgres

/// A ticket that somebody in the kitchen takes on, locked after its order.
struct LockedTicket {
    let id: UUIDBytes
    let order: UUIDBytes
    let branch: UUIDBytes
    let station: UUIDBytes
    let status: TicketLifecycle.State
    /// Whether somebody has seen that it was voided.
    let isAcknowledged: Bool
    /// For how many seconds it has been bumped; nil while it is not.
    let secondsBumped: Int64?

    /// Finds and locks a ticket.
    ///
    /// - Throws: NOT_FOUND at `field` for one out of reach.
    static func take(
        _ id: UUIDBytes, at field: String, _ session: MutationSession<KitchenErrorCode>
    ) async throws(KitchenFailure) -> LockedTicket {
        let results = try await session.run([
            lockOrder.bind(session.tenant, .uuid(id)),
            find.bind(session.tenant, .uuid(id), session.caller.branchArray),
        ])
        guard let found = results.last, found.rowCount == 1, let order = found.uuid(0, 0),
            let branch = found.uuid(0, 1), let station = found.uuid(0, 2),
            let status = found.string(0, 3).flatMap(TicketLifecycle.State.init(rawValue:))
        else { throw .notFound(field) }
        return LockedTicket(
            id: id, order: order, branch: branch, station: station, status: status,
            isAcknowledged: found.bool(0, 4) ?? false, secondsBumped: found.int(0, 5))
    }

    /// Takes the ticket to its next state, as whoever cooks: a role that may call the mutation stands there.
    ///
    /// - Parameters:
    ///   - expected: the state before: one that is READY may have been made, or recalled.
    ///   - facts: what is so besides.
    /// - Throws: CONFLICT for a ticket that stands elsewhere, RECALL_TOO_LATE.
    func move(
        from expected: TicketLifecycle.State, to next: TicketLifecycle.State,
        given facts: Set<TicketLifecycle.Condition> = [],
        _ session: MutationSession<KitchenErrorCode>
    ) async throws(KitchenFailure) {
        guard status == expected else { throw conflict }
        do throws(TransitionRefusal<TicketLifecycle>) {
            _ = try TicketLifecycle.transition(from: status, to: next, by: .kitchen, given: facts)
        } catch {
            if case .missing = error {
                throw .refused(.recallTooLate, "ticketId", "The ticket was bumped too long ago.")
            }
            throw conflict
        }
        let moved = try await session.run(
            Self.move.bind(session.tenant, .uuid(id), .text(status.rawValue), .text(next.rawValue)))
        guard moved.rowCount == 1 else { throw conflict }
        switch (status, next) {
        case (.new, .inProgress): try await moveLines(from: .fired, to: .preparing, session)
        case (.inProgress, .ready): try await moveLines(from: .preparing, to: .ready, session)
        default: break
        }
        tell(next, session)
    }

    /// Takes the order's lines that stand on the ticket and are not voided, or only one of them, from one
    /// state to the next; the ticket's event stands for all of its lines.
    ///
    /// - Parameter place: the one line's place on the ticket.
    func moveLines(
        from state: OrderLineLifecycle.State, to next: OrderLineLifecycle.State, at place: UUIDBytes? = nil,
        _ session: MutationSession<KitchenErrorCode>
    ) async throws(KitchenFailure) {
        _ = try await session.run(
            Self.moveLines.bind(
                session.tenant, .uuid(id), .text(state.rawValue), .text(next.rawValue),
                place.map { .uuid($0) } ?? .null))
    }

    /// Tells the branch where the ticket stands.
    func tell(_ status: TicketLifecycle.State, _ session: MutationSession<KitchenErrorCode>) {
        session.transaction.tell(
            BranchEvent(
                ticket: id, of: order, at: station, in: branch, type: "ticket.status_changed",
                status: status.rawValue))
    }

    /// The ticket is not where the caller thinks.
    var conflict: KitchenFailure {
        .refused(.conflict, "ticketId", "The ticket is \(status.rawValue).")
    }

    /// `kitchen_tickets_pkey` and `orders_pkey` serve it.
    private static let lockOrder = Statement(
        "LockedTicket.lockOrder",
        """
        SELECT o.id FROM orders AS o WHERE o.organization_id = $1 AND o.id = (
          SELECT t.order_id FROM kitchen_tickets AS t WHERE t.organization_id = $1 AND t.id = $2)
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid])

    /// `kitchen_tickets_pkey` serves it.
    private static let find = Statement(
        "LockedTicket.find",
        """
        SELECT order_id, branch_id, station_id, status, acknowledged_at IS NOT NULL,
          CASE WHEN status = 'BUMPED' THEN extract(epoch FROM now() - bumped_at)::bigint END
        FROM kitchen_tickets
        WHERE organization_id = $1 AND id = $2 AND ($3 IS NULL OR branch_id = ANY($3))
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid, .uuidArray])

    /// `kitchen_tickets_pkey` serves it.
    private static let move = Statement(
        "LockedTicket.move",
        """
        UPDATE kitchen_tickets SET status = $4, version = version + 1,
          started_at = CASE WHEN $4 = 'IN_PROGRESS' THEN now() ELSE started_at END,
          ready_at = CASE WHEN $4 = 'READY' AND status <> 'BUMPED' THEN now() ELSE ready_at END,
          bumped_at = CASE WHEN $4 = 'BUMPED' THEN now() END
        WHERE organization_id = $1 AND id = $2 AND status = $3
        RETURNING id
        """, parameters: [.uuid, .uuid, .text, .text])

    /// `ticket_lines_ticket_idx` and `order_lines_pkey` serve it.
    private static let moveLines = Statement(
        "LockedTicket.moveLines",
        """
        UPDATE order_lines AS l SET status = $4, version = l.version + 1,
          ready_at = CASE WHEN $4 = 'READY' THEN now() ELSE l.ready_at END
        FROM ticket_lines AS t
        WHERE t.organization_id = $1 AND t.ticket_id = $2 AND t.voided_at IS NULL
          AND ($5 IS NULL OR t.id = $5)
          AND l.organization_id = $1 AND l.id = t.line_id AND l.status = $3
        """, parameters: [.uuid, .uuid, .text, .text, .uuid])
}
