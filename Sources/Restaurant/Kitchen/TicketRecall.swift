internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes a ticket back onto the screen that was bumped a moment ago; the branch says how long that is.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.ticketRecall`.
enum TicketRecall: ObjectType {
    static let typeName = "TicketRecallPayload"

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
        var facts: Set<TicketLifecycle.Condition> = []
        if let seconds = ticket.secondsBumped {
            let terms = try await BranchTerms.load(ticket.branch, at: "ticketId", in: session)
            if seconds / 60 < terms.policies.recallMinutes { facts = [.recentlyBumped] }
        }
        try await ticket.move(from: .bumped, to: .ready, given: facts, session)
        try await OrderProgress.afterTickets(order: ticket.order, in: session)
        return [id.bytes]
    }
}
