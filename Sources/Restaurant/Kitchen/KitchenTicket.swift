internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// What one station makes of one order and course at one time.
///
/// - SeeAlso: `schema.graphql`, type `KitchenTicket`; `Config/permissions.yaml`, key `KitchenTicket`.
enum KitchenTicket: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("kitchen_tickets", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let orderID = Column<UUIDBytes>("order_id", at: 2)
        static let stationID = Column<UUIDBytes>("station_id", at: 3)
        static let course = Column<Int32>("course", at: 4)
        static let status = Column<String>("status", at: 5)
        static let firedAt = Column<Instant>("fired_at", at: 6)
        static let dueAt = Column<Instant>("due_at", at: 7)
        /// As ``TicketUrgency`` says: from two thirds of its time on.
        static let amberAt = Column<Instant>(
            "amber_at", at: 8, "(t.fired_at + (t.due_at - t.fired_at) * 2 / 3)")
        static let startedAt = Column<Instant?>("started_at", at: 9)
        static let readyAt = Column<Instant?>("ready_at", at: 10)
        static let bumpedAt = Column<Instant?>("bumped_at", at: 11)
        static let voidedAt = Column<Instant?>("voided_at", at: 12)
        static let acknowledgedAt = Column<Instant?>("acknowledged_at", at: 13)
        static let version = Column<Int32>("version", at: 14)
        static let orderNumber = Column<Int32>("order_number", at: 15, "o.number", joins: [order])
        static let tableLabel = Column<String?>(
            "table_label", at: 16, "d.label", joins: [order, diningTable])
        static let all =
            columnList(
                id, branchID, orderID, stationID, course, status, firedAt, dueAt, amberAt, startedAt,
                readyAt, bumpedAt, voidedAt, acknowledgedAt, version)
            + columnList(orderNumber, tableLabel)

        /// `orders_pkey` serves it.
        private static let order = Join.left("orders", as: "o", on: "o.id = t.order_id")
        /// `tables_pkey` serves it.
        private static let diningTable = Join.left("tables", as: "d", on: "d.id = o.table_id")
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .kitchenTicket),
        .one("order", Order.byID, key: .column(Columns.orderID)),
        .column("orderNumber", Columns.orderNumber),
        .column("tableLabel", Columns.tableLabel),
        .one("station", Station.byID, key: .column(Columns.stationID)),
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        .column("course", Columns.course),
        .column("status", Columns.status, as: .plainText),
        .many("lines", TicketLine.byTicket, key: .column(Columns.id)),
        .column("firedAt", Columns.firedAt),
        .column("dueAt", Columns.dueAt),
        .column("amberAt", Columns.amberAt),
        .column("startedAt", Columns.startedAt),
        .column("readyAt", Columns.readyAt),
        .column("bumpedAt", Columns.bumpedAt),
        .column("voidedAt", Columns.voidedAt),
        .column("acknowledgedAt", Columns.acknowledgedAt),
        .column("version", Columns.version),
    ]

    /// The most urgent first; `kitchen_tickets_open_idx` and `kitchen_tickets_station_idx` have it.
    static let order = PageOrder(Columns.dueAt, Columns.id)

    /// What is on a screen: neither bumped nor acknowledged.
    private static let isOnScreen: SQLTemplate = """
        (t.status IN ('NEW', 'IN_PROGRESS', 'READY') OR (t.status = 'VOIDED' AND t.acknowledged_at IS NULL))
        """

    /// `kitchen_tickets_pkey` serves it.
    static let byID = BatchLoader.one("KitchenTicket.byID", rows, .column(Columns.id))
    /// `kitchen_tickets_order_idx` serves it.
    static let byOrder = BatchLoader.many(
        "KitchenTicket.byOrder", rows, .column(Columns.orderID), orderBy: "t.fired_at, t.course, t.id")
    /// `kitchen_tickets_open_idx` serves it; the station filters within the branch's open tickets.
    static let onScreen = BatchLoader.page(
        "KitchenTicket.onScreen", rows,
        .keys(
            ["station_id": .uuid, "branch_id": .uuid],
            match: """
                t.branch_id = k.branch_id AND (k.station_id IS NULL OR t.station_id = k.station_id)
                """),
        order: order, where: [isOnScreen])
}
