internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Begins a ticket: its order and lines are being prepared from now on.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.ticketStart`.
enum TicketStart: ObjectType {
    static let typeName = "TicketStartPayload"

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
        try await ticket.move(from: .new, to: .inProgress, session)
        try await OrderProgress.afterTickets(order: ticket.order, in: session)
        return [id.bytes]
    }
}
