internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A choice that was made with a line, or with another choice.
///
/// - SeeAlso: `schema.graphql`, type `OrderLineModifier`; `Config/permissions.yaml`, key `OrderLineModifier`.
enum OrderLineModifier: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("order_line_modifiers", columns: Columns.all)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let lineID = Column<UUIDBytes>("line_id", at: 1)
        static let parentID = Column<UUIDBytes?>("parent_id", at: 2)
        static let groupName = Column<String>("group_name", at: 3)
        static let name = Column<String>("name", at: 4)
        static let kitchenName = Column<String?>("kitchen_name", at: 5)
        static let quantity = Column<Int32>("quantity", at: 6)
        static let amountMinor = Column<Int64>("amount_minor", at: 7)
        /// `order_lines_pkey` and `orders_pkey` serve it.
        static let currency = Column<String>(
            "currency", at: 8,
            """
            (SELECT o.currency FROM order_lines AS ol \
            JOIN orders AS o ON \(tenant: "o") AND o.id = ol.order_id \
            WHERE \(tenant: "ol") AND ol.id = t.line_id)
            """)
        static let all = columnList(
            id, lineID, parentID, groupName, name, kitchenName, quantity, amountMinor, currency)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .lineModifier),
        .column("parentId", Columns.parentID, as: EntityKind.lineModifier.wireForm),
        .column("groupName", Columns.groupName),
        .column("name", Columns.name),
        .column("kitchenName", Columns.kitchenName),
        .column("quantity", Columns.quantity),
        .embedded("amount", Columns.amountMinor, Columns.currency),
    ]

    /// `order_line_modifiers_line_idx` serves it.
    static let byLine = BatchLoader.many(
        "OrderLineModifier.byLine", rows, .column(Columns.lineID), orderBy: "t.position, t.id")
}
