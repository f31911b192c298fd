internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes a ticket that is ready off the screen.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.ticketBump`.
enum TicketBump: ObjectType {
    static let typeName = "TicketBumpPayload"

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
        try await ticket.move(from: .ready, to: .bumped, session)
        try await OrderProgress.afterTickets(order: ticket.order, in: session)
        return [id.bytes]
    }
}
