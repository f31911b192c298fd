internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A line of an order on a ticket, as the kitchen reads it.
///
/// - SeeAlso: `schema.graphql`, type `TicketLine`; `Config/permissions.yaml`, key `TicketLine`.
enum TicketLine: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("ticket_lines", columns: Columns.all)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let ticketID = Column<UUIDBytes>("ticket_id", at: 1)
        static let lineID = Column<UUIDBytes>("line_id", at: 2)
        static let quantity = Column<String>("quantity_text", at: 3, "trim_scale(t.quantity)::text")
        static let status = Column<String>(
            "line_status", at: 4,
            """
            CASE WHEN t.voided_at IS NOT NULL THEN 'VOIDED' WHEN t.ready_at IS NOT NULL THEN 'READY' \
            ELSE 'NEW' END
            """)
        static let readyAt = Column<Instant?>("ready_at", at: 5)
        static let voidedAt = Column<Instant?>("voided_at", at: 6)
        static let name = Column<String>("line_name", at: 7, "o.name", joins: [line])
        static let instructions = Column<String?>("line_instructions", at: 8, "o.instructions", joins: [line])
        static let all = columnList(
            id, ticketID, lineID, quantity, status, readyAt, voidedAt, name, instructions)

        /// `order_lines_pkey` serves it.
        private static let line = Join.left("order_lines", as: "o", on: "o.id = t.line_id")
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .ticketLine),
        .one("line", OrderLine.byID, key: .column(Columns.lineID)),
        .column("name", Columns.name),
        .column("quantity", Columns.quantity, as: .plainText),
        .many("modifiers", TicketLineModifier.byLine, key: .column(Columns.lineID)),
        .column("instructions", Columns.instructions),
        .column("status", Columns.status, as: .plainText),
        .column("readyAt", Columns.readyAt),
        .column("voidedAt", Columns.voidedAt),
        .one("ticket", KitchenTicket.byID, key: .column(Columns.ticketID)),
    ]

    /// Its ticket's branch must be within reach; `ticket_lines_pkey` and `kitchen_tickets_pkey` serve it.
    static let byID = BatchLoader.one(
        "TicketLine.byID", rows, .column(Columns.id),
        where: [
            """
            EXISTS (SELECT FROM kitchen_tickets AS kt WHERE \(tenant: "kt") AND kt.id = t.ticket_id \
            AND \(.isReachable("kt.branch_id")))
            """
        ])
    /// `ticket_lines_ticket_idx` serves it.
    static let byTicket = BatchLoader.many(
        "TicketLine.byTicket", rows, .column(Columns.ticketID), orderBy: "t.position, t.id")
}
