internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Says that all of a ticket is made.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.ticketReady`.
enum TicketReady: ObjectType {
    static let typeName = "TicketReadyPayload"

    enum Columns {
        static let ticketID = Column<UUIDBytes?>("ticket_id", at: 0)
    }

    static let fields: [Field] = [
        .one("ticket", KitchenTicket.byID, key: .column(Columns.ticketID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = KitchenMutation.makeRepeatable(
        keyCount: 1
    ) { (input, session) throws(KitchenFailure) in
        let id = try input.requiredUUID("ticketId", .kitchenTicket)
        let ticket = try await LockedTicket.take(id, at: "ticketId", session)
        try await ticket.move(from: .inProgress, to: .ready, session)
        _ = try await session.run(readyLines.bind(session.tenant, .uuid(id)))
        try await OrderProgress.afterTickets(order: ticket.order, in: session)
        return [id.bytes]
    }

    /// `ticket_lines_ticket_idx` serves it.
    private static let readyLines = Statement(
        "TicketReady.readyLines",
        """
        UPDATE ticket_lines SET ready_at = now()
        WHERE organization_id = $1 AND ticket_id = $2 AND ready_at IS NULL AND voided_at IS NULL
        """, parameters: [.uuid, .uuid])
}
