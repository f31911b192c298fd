internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// Money that came in for an order or one of its checks.
///
/// - SeeAlso: `schema.graphql`, type `Payment`; `Config/permissions.yaml`, key `Payment`.
enum Payment: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("payments", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let orderID = Column<UUIDBytes>("order_id", at: 2)
        static let checkID = Column<UUIDBytes?>("check_id", at: 3)
        static let businessDate = Column<CalendarDay>("business_date", at: 4)
        static let method = Column<String>("method", at: 5)
        static let status = Column<String>("status", at: 6)
        static let currency = Column<String>("currency", at: 7)
        static let amountMinor = Column<Int64>("amount_minor", at: 8)
        static let tipMinor = Column<Int64>("tip_minor", at: 9)
        static let tenderedMinor = Column<Int64?>("tendered_minor", at: 10)
        static let changeMinor = Column<Int64>("change_minor", at: 11)
        static let reference = Column<String?>("reference", at: 12)
        static let takenBy = Column<UUIDBytes?>("taken_by", at: 13)
        static let capturedAt = Column<Instant?>("captured_at", at: 14)
        static let createdAt = Column<Instant>("created_at", at: 15)
        static let version = Column<Int32>("version", at: 16)
        static let refundedMinor = Column<Int64>("refunded_minor", at: 17)
        static let refundedTipMinor = Column<Int64>("refunded_tip_minor", at: 18)
        static let voidedAt = Column<Instant?>("voided_at", at: 19)
        static let voidReason = Column<String?>("void_reason", at: 20)
        static let cashSessionID = Column<UUIDBytes?>("cash_session_id", at: 21)
        static let all =
            columnList(
                id, branchID, orderID, checkID, businessDate, method, status, currency, amountMinor,
                tipMinor, tenderedMinor, changeMinor, reference)
            + columnList(takenBy, capturedAt, createdAt, version)
            + columnList(refundedMinor, refundedTipMinor, voidedAt, voidReason, cashSessionID)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .payment),
        .one("order", Order.byID, key: .column(Columns.orderID)),
        .one("check", OrderCheck.byID, key: .column(Columns.checkID)),
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        .column("businessDate", Columns.businessDate),
        .column("method", Columns.method, as: .plainText),
        .column("status", Columns.status, as: .plainText),
        .embedded("amount", Columns.amountMinor, Columns.currency),
        .embedded("tip", Columns.tipMinor, Columns.currency),
        .embedded("tendered", Columns.tenderedMinor, Columns.currency),
        .embedded("change", Columns.changeMinor, Columns.currency),
        .embedded("refunded", Columns.refundedMinor, Columns.currency),
        .embedded("refundedTip", Columns.refundedTipMinor, Columns.currency),
        .many("refunds", Refund.byPayment, key: .column(Columns.id)),
        .column("reference", Columns.reference),
        .one("cashSession", CashSession.byID, key: .column(Columns.cashSessionID)),
        .one("takenBy", Member.byID, key: .column(Columns.takenBy)),
        .column("capturedAt", Columns.capturedAt),
        .column("voidedAt", Columns.voidedAt),
        .column("voidReason", Columns.voidReason),
        .column("createdAt", Columns.createdAt),
        .column("version", Columns.version),
    ]

    /// The latest first; `payments_created_idx` has it within a branch.
    static let order = PageOrder(Columns.createdAt, Columns.id).descending

    /// `payments_pkey` serves it.
    static let byID = BatchLoader.one("Payment.byID", rows, .column(Columns.id))
    /// `payments_order_idx` serves it.
    static let byOrder = BatchLoader.many(
        "Payment.byOrder", rows, .column(Columns.orderID), orderBy: "t.created_at, t.id")
    /// `payments_created_idx` serves it, `payments_order_idx` an order's and `payments_cash_session_idx` a
    /// drawer's; what else is asked for filters along it.
    static let matching = BatchLoader.page(
        "Payment.matching", rows,
        .keys(
            [
                "of_order": .uuid, "of_session": .uuid, "statuses": .text, "methods": .text,
                "business_date": .date, "branch_id": .uuid,
            ],
            match: """
                t.branch_id = k.branch_id AND (k.of_order IS NULL OR t.order_id = k.of_order) \
                AND (k.of_session IS NULL OR t.cash_session_id = k.of_session) \
                AND (k.statuses IS NULL OR t.status = ANY(string_to_array(k.statuses, ' '))) \
                AND (k.methods IS NULL OR t.method = ANY(string_to_array(k.methods, ' '))) \
                AND (k.business_date IS NULL OR t.business_date = k.business_date)
                """), order: order)

    /// The arguments of `Query.payments` as the parts of ``matching``'s key.
    static let door = Field.page(
        "payments", matching, order: order, key: .id("orderId", .order),
        .id("cashSessionId", .cashSession), .states("statuses"), .states("methods"), .day("businessDate"),
        .id("branchId", .branch), requires: Branch.ofList)
}
