internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// What somebody means to order: every read prices it anew.
///
/// - SeeAlso: `schema.graphql`, type `Cart`; `Config/permissions.yaml`, key `Cart`.
enum Cart: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table(
        "carts", columns: Columns.all, branch: "branch_id", person: "t.customer_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let sessionID = Column<UUIDBytes?>("session_id", at: 2)
        static let customerID = Column<UUIDBytes?>("customer_id", at: 3)
        static let type = Column<String>("type", at: 4)
        static let status = Column<String>("status", at: 5)
        static let note = Column<String?>("note", at: 6, isPersonal: true)
        static let orderID = Column<UUIDBytes?>("order_id", at: 7)
        static let expiresAt = Column<Instant>("expires_at", at: 8)
        static let version = Column<Int32>("version", at: 9)
        static let all = columnList(
            id, branchID, sessionID, customerID, type, status, note, orderID, expiresAt, version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .cart),
        .column("status", Columns.status, as: .plainText),
        .column("type", Columns.type, as: .plainText),
        .one("branch", Branch.everyByID, key: .column(Columns.branchID)),
        .one("session", TableSession.byID, key: .column(Columns.sessionID)),
        .one("customer", Customer.byID, key: .column(Columns.customerID)),
        .column("note", Columns.note),
        .many("lines", CartLine.byCart, key: .column(Columns.branchID), .column(Columns.id)),
        .one("subtotal", CartPrices.subtotal, key: .column(Columns.id)),
        .many("coupons", CartPrices.coupons, key: .column(Columns.id)),
        .many("rewards", CartPrices.rewards, key: .column(Columns.id)),
        .one("discount", CartPrices.discount, key: .column(Columns.id)),
        .one("charge", CartPrices.charge, key: .column(Columns.id)),
        .one("tax", CartPrices.tax, key: .column(Columns.id)),
        .one("total", CartPrices.total, key: .column(Columns.id)),
        .many("changes", CartPrices.changes, key: .column(Columns.id)),
        .many("taxes", CartPrices.taxes, key: .column(Columns.id)),
        .one("order", Order.byID, key: .column(Columns.orderID)),
        .column("expiresAt", Columns.expiresAt),
        .column("version", Columns.version),
    ]

    /// `carts_pkey` serves it.
    static let byID = BatchLoader.one("Cart.byID", rows, .column(Columns.id))
    /// The one that a session's guests fill; `carts_one_of_a_session_key` serves it.
    static let openOfSession = BatchLoader.one(
        "Cart.openOfSession", rows, .column(Columns.sessionID), where: ["t.status = 'OPEN'"])
    /// By its ID, or the open one of a session; the last part of the key is there whichever is asked.
    ///
    /// `carts_pkey` and `carts_one_of_a_session_key` serve it.
    static let ofSession = BatchLoader.one(
        "Cart.ofSession", rows,
        .keys(
            ["cart": .uuid, "party": .uuid, "is_asked": .boolean],
            match: """
                (t.id = k.cart OR k.cart IS NULL AND t.session_id = k.party AND t.status = 'OPEN') \
                AND (k.party IS NULL OR t.session_id = k.party)
                """))
}
