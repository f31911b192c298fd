internal import DataLoader
internal import Domain
internal import Postgres

/// Sends what was ordered to the kitchen, and takes it back: one ticket for each station and course.
///
/// Whoever calls has decided that it may be; both lock the order, which comes before its tickets.
enum TicketFiring {
    /// How long a line takes that says nothing about it.
    static let preparationMinutesDefault: Int64 = 15

    /// Fires the lines of some courses that are not fired yet; a course without any makes no ticket.
    ///
    /// The lines become FIRED, at the station that makes them; each new ticket is told as `ticket.created`,
    /// which stands for its lines.
    ///
    /// - Complexity: two packets, three where the branch has no default station and needs one; the number of
    ///   statements does not grow with the lines.
    static func fire<Code>(
        order: UUIDBytes, courses: [Int32], in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        guard !courses.isEmpty else { return }
        var numbers = PostgresArrayBuilder(.int4, capacity: courses.count, elementLength: 4)
        for course in courses { numbers.append(course) }
        let found = try await session.run([
            lockStations.bind(session.tenant, .uuid(order)), lock.bind(session.tenant, .uuid(order)),
            FiredLine.find.bind(session.tenant, .uuid(order), numbers.finish()),
        ])
        guard found.count == 3, found[2].rowCount > 0, let branch = found[1].uuid(0, 0),
            let now = found[1].timestamp(0, 1)
        else { return }
        var standard = found[1].uuid(0, 2)
        if standard == nil, FiredLine.anyIsUnrouted(in: found[2]) {
            standard = try await DefaultStation.make(in: branch, at: now, session)
        }
        let tickets = FiredTicket.grouped(FiredLine.read(found[2], otherwise: standard), firedAt: now)
        _ = try await session.run(
            FiredTicket.insertions(tickets, order: order, branch: branch, session.tenant))
        for ticket in tickets {
            session.transaction.tell(
                BranchEvent(
                    ticket: ticket.id, of: order, at: ticket.station, in: branch, type: "ticket.created",
                    status: TicketLifecycle.State.new.rawValue))
        }
    }

    /// Strikes lines of an order through on their tickets, all of them without `lines`; a ticket with none
    /// left becomes VOIDED, wherever it stood, and stays on the screen until it is acknowledged. One that
    /// waited for them alone is READY.
    ///
    /// - Complexity: one packet.
    static func void<Code>(
        lines: [UUIDBytes]?, of order: UUIDBytes, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        let results = try await session.run([
            lock.bind(session.tenant, .uuid(order)),
            strike.bind(session.tenant, .uuid(order), lines?.parameter ?? .null),
            voidEmptied.bind(session.tenant, .uuid(order)),
        ])
        guard let struck = results.last else { return }
        for row in 0..<struck.rowCount {
            guard let ticket = struck.uuid(row, 0), let branch = struck.uuid(row, 1),
                let station = struck.uuid(row, 2), let status = struck.string(row, 3)
            else { continue }
            session.transaction.tell(
                BranchEvent(
                    ticket: ticket, of: order, at: station, in: branch, type: "ticket.status_changed",
                    status: status))
        }
    }

    /// `orders_pkey` and `stations_one_default_key` serve it.
    private static let lock = Statement(
        "TicketFiring.lock",
        """
        SELECT o.branch_id, now(), (SELECT s.id FROM stations AS s
          WHERE s.organization_id = $1 AND s.branch_id = o.branch_id AND s.is_default)
        FROM orders AS o WHERE o.organization_id = $1 AND o.id = $2 FOR NO KEY UPDATE OF o
        """, parameters: [.uuid, .uuid])

    /// None of them is archived before the tickets are there to keep it: as weak a lock as the tickets'
    /// foreign keys take, so firing waits for nobody but who archives. `stations_branch_idx` serves it.
    private static let lockStations = Statement(
        "TicketFiring.lockStations",
        """
        SELECT s.id FROM stations AS s
        WHERE s.organization_id = $1 AND s.archived_at IS NULL
          AND s.branch_id = (SELECT o.branch_id FROM orders AS o WHERE o.organization_id = $1 AND o.id = $2)
        ORDER BY s.id FOR KEY SHARE
        """, parameters: [.uuid, .uuid])

    /// `kitchen_tickets_order_idx` and `ticket_lines_ticket_idx` serve it.
    private static let strike = Statement(
        "TicketFiring.strike",
        """
        UPDATE ticket_lines AS l SET voided_at = now()
        FROM kitchen_tickets AS t
        WHERE t.organization_id = $1 AND t.order_id = $2
          AND l.organization_id = $1 AND l.ticket_id = t.id AND l.voided_at IS NULL
          AND ($3 IS NULL OR l.line_id = ANY($3))
        """, parameters: [.uuid, .uuid, .uuidArray])

    /// The tickets with lines that this transaction struck through. The same indexes serve it.
    private static let voidEmptied = Statement(
        "TicketFiring.voidEmptied",
        """
        UPDATE kitchen_tickets AS t SET version = t.version + 1,
          status = CASE WHEN s.is_empty THEN 'VOIDED' WHEN t.status = 'IN_PROGRESS' AND s.is_made THEN 'READY'
            ELSE t.status END,
          ready_at = CASE WHEN t.status = 'IN_PROGRESS' AND s.is_made AND NOT s.is_empty THEN now()
            ELSE t.ready_at END,
          voided_at = CASE WHEN s.is_empty THEN now() END
        FROM (SELECT l.ticket_id, bool_and(l.voided_at IS NOT NULL) AS is_empty,
            bool_and(l.voided_at IS NOT NULL OR l.ready_at IS NOT NULL) AS is_made
          FROM kitchen_tickets AS k
          JOIN ticket_lines AS l ON l.organization_id = $1 AND l.ticket_id = k.id
          WHERE k.organization_id = $1 AND k.order_id = $2 AND k.status <> 'VOIDED'
          GROUP BY l.ticket_id HAVING bool_or(l.voided_at = now())) AS s
        WHERE t.organization_id = $1 AND t.id = s.ticket_id
        RETURNING t.id, t.branch_id, t.station_id, t.status
        """, parameters: [.uuid, .uuid])
}

extension BranchEvent {
    /// Something that happened to a ticket.
    init(
        ticket: UUIDBytes, of order: UUIDBytes, at station: UUIDBytes, in branch: UUIDBytes, type: String,
        status: String
    ) {
        self.init(
            branch: branch, type: type, entityKind: EntityKind.kitchenTicket.rawValue, entity: ticket,
            payload: [
                "status": status, "order": EntityKind.order.id(order),
                "station": EntityKind.station.id(station),
            ])
    }
}
