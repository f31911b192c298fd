internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// Cash that came into a drawer or left it for something else than an order.
///
/// - SeeAlso: `schema.graphql`, type `CashMovement`; `Config/permissions.yaml`, key `CashMovement`.
enum CashMovement: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("cash_movements", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let sessionID = Column<UUIDBytes>("cash_session_id", at: 2)
        static let kind = Column<String>("kind", at: 3)
        static let currency = Column<String>("currency", at: 4)
        static let amountMinor = Column<Int64>("amount_minor", at: 5)
        static let reason = Column<String>("reason", at: 6)
        static let movedBy = Column<UUIDBytes?>("moved_by", at: 7)
        static let createdAt = Column<Instant>("created_at", at: 8)
        static let all = columnList(
            id, branchID, sessionID, kind, currency, amountMinor, reason, movedBy, createdAt)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .cashMovement),
        .one("session", CashSession.byID, key: .column(Columns.sessionID)),
        .column("kind", Columns.kind, as: .plainText),
        .embedded("amount", Columns.amountMinor, Columns.currency),
        .column("reason", Columns.reason),
        .one("movedBy", Member.byID, key: .column(Columns.movedBy)),
        .column("createdAt", Columns.createdAt),
    ]

    /// As they came; `cash_movements_session_idx` has it within a drawer.
    static let order = PageOrder(Columns.createdAt, Columns.id)

    /// `cash_movements_pkey` serves it.
    static let byID = BatchLoader.one("CashMovement.byID", rows, .column(Columns.id))
    /// `cash_movements_session_idx` serves it.
    static let bySession = BatchLoader.page(
        "CashMovement.bySession", rows,
        .keys(["of_session": .uuid], match: "t.cash_session_id = k.of_session"), order: order)
}
