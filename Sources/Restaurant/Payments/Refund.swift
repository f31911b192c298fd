internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// Money of a payment that went back to the guest.
///
/// - SeeAlso: `schema.graphql`, type `Refund`; `Config/permissions.yaml`, key `Refund`.
enum Refund: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("refunds", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let paymentID = Column<UUIDBytes>("payment_id", at: 2)
        static let businessDate = Column<CalendarDay>("business_date", at: 3)
        static let currency = Column<String>("currency", at: 4)
        static let amountMinor = Column<Int64>("amount_minor", at: 5)
        static let tipMinor = Column<Int64>("tip_minor", at: 6)
        static let reason = Column<String>("reason", at: 7)
        static let refundedBy = Column<UUIDBytes?>("refunded_by", at: 8)
        static let createdAt = Column<Instant>("created_at", at: 9)
        static let cashSessionID = Column<UUIDBytes?>("cash_session_id", at: 10)
        static let all = columnList(
            id, branchID, paymentID, businessDate, currency, amountMinor, tipMinor, reason, refundedBy,
            createdAt, cashSessionID)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .refund),
        .one("payment", Payment.byID, key: .column(Columns.paymentID)),
        .column("businessDate", Columns.businessDate),
        .embedded("amount", Columns.amountMinor, Columns.currency),
        .embedded("tip", Columns.tipMinor, Columns.currency),
        .column("reason", Columns.reason),
        .one("cashSession", CashSession.byID, key: .column(Columns.cashSessionID)),
        .one("refundedBy", Member.byID, key: .column(Columns.refundedBy)),
        .column("createdAt", Columns.createdAt),
    ]

    /// `refunds_pkey` serves it.
    static let byID = BatchLoader.one("Refund.byID", rows, .column(Columns.id))
    /// `refunds_payment_idx` serves it.
    static let byPayment = BatchLoader.many(
        "Refund.byPayment", rows, .column(Columns.paymentID), orderBy: "t.created_at, t.id")
}
