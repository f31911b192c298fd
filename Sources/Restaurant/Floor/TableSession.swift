internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// One party at one table, from the scanned code to the settled bill.
///
/// - SeeAlso: `schema.graphql`, type `TableSession`; `Config/permissions.yaml`, key `TableSession`.
enum TableSession: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("table_sessions", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let tableID = Column<UUIDBytes>("table_id", at: 2)
        static let status = Column<String>("status", at: 3)
        static let guestName = Column<String?>("guest_name", at: 4)
        static let guestCount = Column<Int32>("guest_count", at: 5)
        static let activatedAt = Column<Instant?>("activated_at", at: 6)
        static let closedAt = Column<Instant?>("closed_at", at: 7)
        static let closedReason = Column<String?>("closed_reason", at: 8)
        static let expiresAt = Column<Instant>("expires_at", at: 9)
        static let continuedBy = Column<UUIDBytes?>("continued_by_id", at: 10)
        static let createdAt = Column<Instant>("created_at", at: 11)
        static let version = Column<Int32>("version", at: 12)
        /// `tables_pkey` serves it.
        static let tableLabel = Column<String>(
            "table_label", at: 13,
            "(SELECT l.label FROM tables AS l WHERE \(tenant: "l") AND l.id = t.table_id)")
        /// `branches_pkey` serves it.
        static let currency = Column<String>(
            "currency", at: 14,
            "(SELECT b.currency FROM branches AS b WHERE \(tenant: "b") AND b.id = t.branch_id)")
        /// `orders_session_idx` serves both. Nobody pays what was called off.
        static let totalMinor = Column<Int64>(
            "total", at: 15,
            """
            (SELECT coalesce(sum(o.total_minor), 0)::bigint FROM orders AS o
            WHERE \(tenant: "o") AND o.session_id = t.id AND o.status <> 'CANCELED')
            """)
        static let balanceMinor = Column<Int64>(
            "balance", at: 16,
            """
            (SELECT coalesce(sum(\(OrderBalance.balance(of: "o"))), 0)::bigint FROM orders AS o
            WHERE \(tenant: "o") AND o.session_id = t.id)
            """)
        static let all = columnList(
            id, branchID, tableID, status, guestName, guestCount, activatedAt, closedAt, closedReason,
            expiresAt, continuedBy, createdAt, version, tableLabel, currency, totalMinor, balanceMinor)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .tableSession),
        .column("status", Columns.status, as: .plainText),
        .one("table", DiningTable.byID, key: .column(Columns.tableID)),
        .column("tableLabel", Columns.tableLabel),
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        .column("guestName", Columns.guestName),
        .column("guestCount", Columns.guestCount),
        .many("guests", SessionGuest.bySession, key: .column(Columns.id)),
        .one("cart", Cart.openOfSession, key: .column(Columns.id)),
        .page("orders", Order.bySession, order: Order.order, key: .column(Columns.id)),
        .embedded("total", Columns.totalMinor, Columns.currency),
        .embedded("balance", Columns.balanceMinor, Columns.currency),
        .column("createdAt", Columns.createdAt),
        .column("activatedAt", Columns.activatedAt),
        .column("closedAt", Columns.closedAt),
        .column("closedReason", Columns.closedReason),
        .column("expiresAt", Columns.expiresAt),
        .one("continuedBy", TableSession.byID, key: .column(Columns.continuedBy)),
        .column("version", Columns.version),
    ]

    /// The latest first; `table_sessions_branch_idx` has it behind the status.
    static let order = PageOrder(Columns.createdAt, Columns.id).descending

    /// `table_sessions_pkey` serves it.
    static let byID = BatchLoader.one("TableSession.byID", rows, .column(Columns.id))
    /// `table_sessions_branch_idx` serves it, `table_sessions_table_idx` where a table is asked for.
    static let matching = BatchLoader.page(
        "TableSession.matching", rows,
        .keys(
            ["status": .text, "table_id": .uuid, "branch_id": .uuid],
            match: """
                t.branch_id = k.branch_id AND (k.status IS NULL OR t.status = k.status) \
                AND (k.table_id IS NULL OR t.table_id = k.table_id)
                """),
        order: order)
    /// The session under way at a table; `table_sessions_one_active_key` serves it.
    static let activeAtTable = BatchLoader.one(
        "TableSession.activeAtTable", rows, .column(Columns.tableID), where: ["t.status = 'ACTIVE'"])
}

/// One guest of a session.
///
/// - SeeAlso: `schema.graphql`, type `SessionGuest`; `Config/permissions.yaml`, key `SessionGuest`.
enum SessionGuest: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("session_guests", columns: Columns.all)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let sessionID = Column<UUIDBytes>("session_id", at: 1)
        static let name = Column<String?>("name", at: 2)
        static let createdAt = Column<Instant>("created_at", at: 3)
        static let leftAt = Column<Instant?>("left_at", at: 4)
        static let all = columnList(id, sessionID, name, createdAt, leftAt)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .sessionGuest),
        .column("name", Columns.name),
        .column("joinedAt", Columns.createdAt),
        .column("leftAt", Columns.leftAt),
    ]

    /// `session_guests_pkey` serves it.
    static let byID = BatchLoader.one("SessionGuest.byID", rows, .column(Columns.id))
    /// `session_guests_session_idx` serves it.
    static let bySession = BatchLoader.many(
        "SessionGuest.bySession", rows, .column(Columns.sessionID), orderBy: "t.created_at, t.id")
}
