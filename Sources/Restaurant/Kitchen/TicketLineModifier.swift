internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A choice on a line of a ticket, by the name that the kitchen has for it.
///
/// - SeeAlso: `schema.graphql`, type `TicketLineModifier`; `Config/permissions.yaml`, key
///   `TicketLineModifier`.
enum TicketLineModifier: ObjectType {
    static let table: DataLoader.Table? = rows
    static let shown: (any ObjectType.Type)? = OrderLineModifier.self
    static let rows = DataLoader.Table("order_line_modifiers", columns: Columns.all)

    enum Columns {
        static let lineID = Column<UUIDBytes>("line_id", at: 0)
        static let name = Column<String>("kitchen_text", at: 1, "coalesce(t.kitchen_name, t.name)")
        static let groupName = Column<String>("group_name", at: 2)
        static let quantity = Column<Int32>("quantity", at: 3)
        /// Choices nest to eight levels; `order_line_modifiers_pkey` serves the way up.
        static let level = Column<Int32>(
            "level", at: 4,
            """
            CASE WHEN t.parent_id IS NULL THEN 0 ELSE (
              WITH RECURSIVE up (parent_id, level) AS (
                SELECT t.parent_id, 1 UNION ALL
                SELECT m.parent_id, up.level + 1 FROM up
                JOIN order_line_modifiers AS m ON \(tenant: "m") AND m.id = up.parent_id
                WHERE m.parent_id IS NOT NULL AND up.level < 8)
              SELECT max(up.level) FROM up) END
            """)
        static let all = columnList(lineID, name, groupName, quantity, level)
    }

    static let fields: [Field] = [
        .column("name", Columns.name),
        .column("groupName", Columns.groupName),
        .column("quantity", Columns.quantity),
        .column("level", Columns.level),
    ]

    /// `order_line_modifiers_line_idx` serves it.
    static let byLine = BatchLoader.many(
        "TicketLineModifier.byLine", rows, .column(Columns.lineID), orderBy: "t.position, t.id")
}
