internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Says that one line of a ticket is made; the last one makes the ticket READY.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.ticketLineReady`.
enum TicketLineReady: ObjectType {
    static let typeName = "TicketLineReadyPayload"

    enum Columns {
        static let ticketLineID = Column<UUIDBytes?>("ticket_line_id", at: 0)
    }

    static let fields: [Field] = [
        .one("ticketLine", TicketLine.byID, key: .column(Columns.ticketLineID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = KitchenMutation.makeRepeatable(
        keyCount: 1
    ) { (input, session) throws(KitchenFailure) in
        let id = try input.requiredUUID("ticketLineId", .ticketLine)
        let place = try await session.run(find.bind(session.tenant, .uuid(id)))
        guard place.rowCount == 1, let ticketID = place.uuid(0, 0) else { throw .notFound("ticketLineId") }
        let ticket = try await LockedTicket.take(ticketID, at: "ticketLineId", session)
        try await ready(id, of: ticket, session)
        try await OrderProgress.afterTickets(order: ticket.order, in: session)
        return [id.bytes]
    }

    /// Under the lock of the order, which whoever changes its tickets holds.
    private static func ready(
        _ id: UUIDBytes, of ticket: LockedTicket, _ session: MutationSession<KitchenErrorCode>
    ) async throws(KitchenFailure) {
        let found = try await session.run(find.bind(session.tenant, .uuid(id)))
        guard let state = found.string(0, 1).flatMap(TicketLineLifecycle.State.init(rawValue:)) else {
            throw .notFound("ticketLineId")
        }
        do throws(TransitionRefusal<TicketLineLifecycle>) {
            _ = try TicketLineLifecycle.transition(
                from: state, to: .ready, by: .kitchen,
                given: ticket.status == .inProgress ? [.ticketInProgress] : [])
        } catch {
            if case .missing = error {
                throw .refused(.ticketNotStarted, "ticketLineId", "The line's ticket is not being made.")
            }
            throw .refused(.conflict, "ticketLineId", "The line is \(state.rawValue).")
        }
        let results = try await session.run([
            update.bind(session.tenant, .uuid(id)), touch.bind(session.tenant, .uuid(ticket.id)),
            left.bind(session.tenant, .uuid(ticket.id)),
        ])
        guard results.count == 3, results[0].rowCount == 1 else {
            throw .refused(.conflict, "ticketLineId", "The line is not to be made any more.")
        }
        try await ticket.moveLines(from: .preparing, to: .ready, at: id, session)
        if let line = found.uuid(0, 2) {
            session.transaction.tell(
                BranchEvent(
                    branch: ticket.branch, type: "line.status_changed",
                    entityKind: EntityKind.orderLine.rawValue, entity: line,
                    payload: ["status": "READY", "order": EntityKind.order.id(ticket.order)]))
        }
        if results[2].rowCount == 0 {
            try await ticket.move(from: .inProgress, to: .ready, session)
        } else {
            ticket.tell(ticket.status, session)
        }
    }

    /// `ticket_lines_pkey` serves it.
    private static let find = Statement(
        "TicketLineReady.find",
        """
        SELECT ticket_id,
          CASE WHEN voided_at IS NOT NULL THEN 'VOIDED' WHEN ready_at IS NOT NULL THEN 'READY' ELSE 'NEW' END,
          line_id
        FROM ticket_lines WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid])

    /// `ticket_lines_pkey` serves it.
    private static let update = Statement(
        "TicketLineReady.update",
        """
        UPDATE ticket_lines SET ready_at = now()
        WHERE organization_id = $1 AND id = $2 AND ready_at IS NULL AND voided_at IS NULL
        RETURNING id
        """, parameters: [.uuid, .uuid])

    /// `kitchen_tickets_pkey` serves it.
    private static let touch = Statement(
        "TicketLineReady.touch",
        "UPDATE kitchen_tickets SET version = version + 1 WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid])

    /// `ticket_lines_ticket_idx` serves it.
    private static let left = Statement(
        "TicketLineReady.left",
        """
        SELECT id FROM ticket_lines
        WHERE organization_id = $1 AND ticket_id = $2 AND ready_at IS NULL AND voided_at IS NULL LIMIT 1
        """, parameters: [.uuid, .uuid])
}
