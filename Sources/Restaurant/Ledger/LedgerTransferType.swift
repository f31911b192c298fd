internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// An amount that went from one account of the books to another.
///
/// - SeeAlso: `schema.graphql`, type `LedgerTransfer`; `Config/permissions.yaml`, key `LedgerTransfer`.
enum LedgerTransferType: ObjectType {
    static let typeName = "LedgerTransfer"
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("ledger_transfers", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let businessDate = Column<CalendarDay>("business_date", at: 2)
        static let kind = Column<String>("kind", at: 3)
        static let debit = Column<String>("debit_account", at: 4)
        static let credit = Column<String>("credit_account", at: 5)
        static let amountMinor = Column<Int64>("amount_minor", at: 6)
        static let currency = Column<String>("currency", at: 7)
        static let orderID = Column<UUIDBytes?>("order_id", at: 8)
        static let paymentID = Column<UUIDBytes?>("payment_id", at: 9)
        static let cashSessionID = Column<UUIDBytes?>("cash_session_id", at: 10)
        static let postedAt = Column<Instant>("posted_at", at: 11)
        static let all = columnList(
            id, branchID, businessDate, kind, debit, credit, amountMinor, currency, orderID, paymentID,
            cashSessionID, postedAt)
    }

    static let fields: [Field] = [
        .column("businessDate", Columns.businessDate),
        .column("kind", Columns.kind, as: .plainText),
        .column("debit", Columns.debit, as: .plainText),
        .column("credit", Columns.credit, as: .plainText),
        .embedded("amount", Columns.amountMinor, Columns.currency),
        .one("order", Order.byID, key: .column(Columns.orderID)),
        .one("payment", Payment.byID, key: .column(Columns.paymentID)),
        .one("cashSession", CashSession.byID, key: .column(Columns.cashSessionID)),
        .column("postedAt", Columns.postedAt),
    ]

    /// The latest first; `ledger_transfers_branch_idx` has it within a branch.
    static let order = PageOrder(Columns.postedAt, Columns.id).descending

    /// `ledger_transfers_branch_idx` serves it, `ledger_transfers_day_idx` a day's,
    /// `ledger_transfers_order_idx` an order's and `ledger_transfers_cash_session_idx` a drawer's; what else
    /// is asked for filters along it.
    private static let matching = BatchLoader.page(
        "LedgerTransfer.matching", rows,
        .keys(
            [
                "of_order": .uuid, "of_session": .uuid, "business_date": .date, "kinds": .text,
                "accounts": .text, "branch_id": .uuid,
            ],
            match: """
                t.branch_id = k.branch_id AND (k.of_order IS NULL OR t.order_id = k.of_order) \
                AND (k.of_session IS NULL OR t.cash_session_id = k.of_session) \
                AND (k.business_date IS NULL OR t.business_date = k.business_date) \
                AND (k.kinds IS NULL OR t.kind = ANY(string_to_array(k.kinds, ' '))) \
                AND (k.accounts IS NULL OR t.debit_account = ANY(string_to_array(k.accounts, ' ')) \
                OR t.credit_account = ANY(string_to_array(k.accounts, ' ')))
                """), order: order)

    /// `Query.ledgerTransfers`.
    static let door = Field.page(
        "ledgerTransfers", matching, order: order, key: .id("orderId", .order),
        .id("cashSessionId", .cashSession), .day("businessDate"), .states("kinds"), .states("accounts"),
        .id("branchId", .branch), requires: Branch.ofList)
}
