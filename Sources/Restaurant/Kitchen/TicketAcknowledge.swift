internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes a ticket that was voided off the screen: the kitchen has seen it.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.ticketAcknowledge`.
enum TicketAcknowledge: ObjectType {
    static let typeName = "TicketAcknowledgePayload"

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
        guard ticket.status == .voided else { throw ticket.conflict }
        guard !ticket.isAcknowledged else { return [id.bytes] }
        _ = try await session.run(acknowledge.bind(session.tenant, .uuid(id)))
        ticket.tell(.voided, session)
        return [id.bytes]
    }

    /// `kitchen_tickets_pkey` serves it.
    private static let acknowledge = Statement(
        "TicketAcknowledge.acknowledge",
        """
        UPDATE kitchen_tickets SET acknowledged_at = now(), version = version + 1
        WHERE organization_id = $1 AND id = $2 AND acknowledged_at IS NULL
        """, parameters: [.uuid, .uuid])
}
