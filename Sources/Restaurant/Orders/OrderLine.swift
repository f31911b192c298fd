internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// One position of an order, as it was sold.
///
/// - SeeAlso: `schema.graphql`, type `OrderLine`; `Config/permissions.yaml`, key `OrderLine`.
enum OrderLine: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("order_lines", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let orderID = Column<UUIDBytes>("order_id", at: 2)
        static let itemID = Column<UUIDBytes>("item_id", at: 3)
        static let name = Column<String>("name", at: 4)
        static let sku = Column<String?>("sku", at: 5)
        static let quantity = Column<String>("quantity_text", at: 6, "trim_scale(t.quantity)::text")
        static let unitMinor = Column<Int64>(
            "unit_minor", at: 7, "coalesce(t.branch_minor, t.base_minor)")
        static let grossMinor = Column<Int64>("gross_minor", at: 8)
        static let discountMinor = Column<Int64>("discount_minor", at: 9)
        static let taxMinor = Column<Int64>("tax_minor", at: 10)
        static let totalMinor = Column<Int64>("total_minor", at: 11)
        static let currency = Column<String>("currency", at: 12, OrderCurrency.ofOrder)
        static let course = Column<Int32>("course", at: 13)
        static let position = Column<Int32>("position", at: 14)
        static let instructions = Column<String?>("instructions", at: 15)
        static let status = Column<String>("status", at: 16)
        static let firedAt = Column<Instant?>("fired_at", at: 17)
        static let readyAt = Column<Instant?>("ready_at", at: 18)
        static let servedAt = Column<Instant?>("served_at", at: 19)
        static let takenOffAt = Column<Instant?>("taken_off_at", at: 20)
        static let reasonID = Column<UUIDBytes?>("reason_id", at: 21)
        static let reasonNote = Column<String?>("reason_note", at: 22)
        static let version = Column<Int32>("version", at: 23)
        static let stationID = Column<UUIDBytes?>("station_id", at: 24)
        static let guestID = Column<UUIDBytes?>("guest_id", at: 25)

        static let all =
            columnList(
                id, branchID, orderID, itemID, name, sku, quantity, unitMinor, grossMinor, discountMinor,
                taxMinor, totalMinor, currency)
            + columnList(
                course, position, instructions, status, firedAt, readyAt, servedAt, takenOffAt, reasonID,
                reasonNote, version, stationID, guestID)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .orderLine),
        .one("item", MenuItem.byID, key: .column(Columns.branchID), .column(Columns.itemID)),
        .column("name", Columns.name),
        .column("sku", Columns.sku),
        .column("quantity", Columns.quantity, as: .plainText),
        .embedded("unitPrice", Columns.unitMinor, Columns.currency),
        .many("modifiers", OrderLineModifier.byLine, key: .column(Columns.id)),
        .embedded("gross", Columns.grossMinor, Columns.currency),
        .embedded("discount", Columns.discountMinor, Columns.currency),
        .embedded("tax", Columns.taxMinor, Columns.currency),
        .embedded("total", Columns.totalMinor, Columns.currency),
        .many("taxes", OrderTax.byLine, key: .column(Columns.id)),
        .column("course", Columns.course),
        .column("instructions", Columns.instructions),
        .one("guest", SessionGuest.byID, key: .column(Columns.guestID)),
        .one("station", Station.byID, key: .column(Columns.stationID)),
        .column("status", Columns.status, as: .plainText),
        .column("firedAt", Columns.firedAt),
        .column("readyAt", Columns.readyAt),
        .column("servedAt", Columns.servedAt),
        .column("takenOffAt", Columns.takenOffAt),
        .one("reason", VoidReason.everyByID, key: .column(Columns.reasonID)),
        .column("reasonNote", Columns.reasonNote),
        .column("version", Columns.version),
    ]

    /// `order_lines_pkey` serves it.
    static let byID = BatchLoader.one("OrderLine.byID", rows, .column(Columns.id))
    /// `order_lines_order_idx` serves it.
    static let byOrder = BatchLoader.many(
        "OrderLine.byOrder", rows, .column(Columns.orderID), orderBy: "t.position, t.id")
}

/// The currency of what belongs to an order `t.order_id`.
enum OrderCurrency {
    /// `orders_pkey` serves it.
    static let ofOrder: SQLTemplate = """
        (SELECT o.currency FROM orders AS o WHERE \(tenant: "o") AND o.id = t.order_id)
        """

    /// Whether the order's branch is within reach; `orders_pkey` serves it.
    static let isReached: SQLTemplate = """
        EXISTS (SELECT FROM orders AS o WHERE \(tenant: "o") AND o.id = t.order_id \
        AND \(.isReachable("o.branch_id")))
        """
}
