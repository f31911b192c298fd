internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// Something that happened to an order, or to a line, ticket or payment of it.
///
/// - SeeAlso: `schema.graphql`, type `OrderEvent`; `Config/permissions.yaml`, key `OrderEvent`.
enum OrderEvent: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("events", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let sequence = Column<Int64>("sequence", at: 0)
        static let type = Column<String>("type", at: 1)
        static let occurredAt = Column<Instant>("occurred_at", at: 2)
        static let status = Column<String?>("status", at: 3, "(t.payload ->> 'status')")
        /// Whose login it was; `members` has a handful a tenant.
        static let memberID = Column<UUIDBytes?>(
            "member_id", at: 4,
            "(SELECT m.id FROM members AS m WHERE \(tenant: "m") AND m.user_id = t.created_by)")
        static let entityKind = Column<String>("entity_kind", at: 5)
        static let entityID = Column<UUIDBytes>("entity_id", at: 6)
        static let all = columnList(
            sequence, type, occurredAt, status, memberID, entityKind, entityID)
    }

    static let fields: [Field] = [
        .column("sequence", Columns.sequence),
        .column("type", Columns.type),
        .column("occurredAt", Columns.occurredAt),
        .column("status", Columns.status),
        .one("actor", Member.byID, key: .column(Columns.memberID)),
        .value("entityId", Columns.entityKind, Columns.entityID, entityID),
    ]

    /// As it happened; the unique key of `events` has it within a branch.
    static let order = PageOrder(Columns.sequence)

    /// `events_entity_idx` serves it, with the lines, tickets and payments by the order's indexes of each.
    static let byOrder = BatchLoader.page(
        "OrderEvent.byOrder", rows,
        .keys(
            ["order_id": .uuid],
            match: """
                t.entity_id = ANY(ARRAY(SELECT k.order_id \
                UNION ALL SELECT ol.id FROM order_lines AS ol \
                WHERE \(tenant: "ol") AND ol.order_id = k.order_id \
                UNION ALL SELECT kt.id FROM kitchen_tickets AS kt \
                WHERE \(tenant: "kt") AND kt.order_id = k.order_id \
                UNION ALL SELECT p.id FROM payments AS p \
                WHERE \(tenant: "p") AND p.order_id = k.order_id))
                """), order: order)

    /// `Query.orderTimeline`.
    static let door = Field.page(
        "orderTimeline", byOrder, order: order, key: .id("orderId", .order),
        requires: Field.Requirement(Order.byID, key: [.id("orderId", .order)]))

    /// What it happened to.
    @Sendable
    private static func entityID(
        _ kind: String, _ id: UUIDBytes, _ request: FieldRequest
    ) throws(FieldError) -> Output {
        EntityKind(rawValue: kind).map { .string($0.id(id)) } ?? .null
    }
}
