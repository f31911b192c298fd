internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// What a closed drawer came to: sums of the books, which nobody can change any more.
///
/// - SeeAlso: `schema.graphql`, type `CashReport`; `Config/permissions.yaml`, key `CashReport`.
enum CashReport: ObjectType {
    static let table: DataLoader.Table? = rows
    /// The sums of a view.
    static let rows = DataLoader.Table("cash_reports", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes?>("id", at: 0)
        static let branchID = Column<UUIDBytes?>("branch_id", at: 1)
        static let currency = Column<String>("currency_code", at: 2, "t.currency")
        static let floatMinor = Column<Int64>("float_sum", at: 3, "t.float_minor")
        static let capturedMinor = Column<Int64>("captured_sum", at: 4, "t.captured_minor")
        static let tipMinor = Column<Int64>("tip_sum", at: 5, "t.tip_minor")
        static let voidedMinor = Column<Int64>("voided_sum", at: 6, "t.voided_minor")
        static let refundedMinor = Column<Int64>("refunded_sum", at: 7, "t.refunded_minor")
        static let paidInMinor = Column<Int64>("paid_in_sum", at: 8, "t.paid_in_minor")
        static let paidOutMinor = Column<Int64>("paid_out_sum", at: 9, "t.paid_out_minor")
        static let droppedMinor = Column<Int64>("dropped_sum", at: 10, "t.dropped_minor")
        static let expectedMinor = Column<Int64>("expected_sum", at: 11, "t.expected_minor")
        static let countedMinor = Column<Int64>("counted_sum", at: 12, "t.counted_minor")
        static let differenceMinor = Column<Int64>("difference_sum", at: 13, "t.difference_minor")
        static let all =
            columnList(
                id, branchID, currency, floatMinor, capturedMinor, tipMinor, voidedMinor, refundedMinor,
                paidInMinor, paidOutMinor)
            + columnList(droppedMinor, expectedMinor, countedMinor, differenceMinor)
    }

    static let fields: [Field] = [
        .embedded("float", Columns.floatMinor, Columns.currency),
        .embedded("captured", Columns.capturedMinor, Columns.currency),
        .embedded("tipChanges", Columns.tipMinor, Columns.currency),
        .embedded("voided", Columns.voidedMinor, Columns.currency),
        .embedded("refunded", Columns.refundedMinor, Columns.currency),
        .embedded("paidIn", Columns.paidInMinor, Columns.currency),
        .embedded("paidOut", Columns.paidOutMinor, Columns.currency),
        .embedded("dropped", Columns.droppedMinor, Columns.currency),
        .embedded("expected", Columns.expectedMinor, Columns.currency),
        .embedded("counted", Columns.countedMinor, Columns.currency),
        .embedded("difference", Columns.differenceMinor, Columns.currency),
        .many("methods", CashReportMethod.bySession, key: .column(Columns.id)),
    ]

    /// `cash_sessions_pkey` and `ledger_transfers_cash_session_idx` serve it.
    static let bySession = BatchLoader.one("CashReport.bySession", rows, .column(Columns.id))
}

/// What came in at a till in one way.
///
/// - SeeAlso: `schema.graphql`, type `CashReportMethod`; `Config/permissions.yaml`, key `CashReportMethod`.
enum CashReportMethod: ObjectType {
    static let table: DataLoader.Table? = rows
    /// The sums of a view.
    static let rows = DataLoader.Table("cash_report_methods", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let sessionID = Column<UUIDBytes?>("cash_session_id", at: 0)
        static let branchID = Column<UUIDBytes?>("branch_id", at: 1)
        static let method = Column<String>("method_name", at: 2, "t.method")
        static let paymentCount = Column<Int32>("counted_payments", at: 3, "t.payment_count")
        static let currency = Column<String>("currency_code", at: 4, "t.currency")
        static let amountMinor = Column<Int64>("amount_sum", at: 5, "t.amount_minor")
        static let tipMinor = Column<Int64>("tip_sum", at: 6, "t.tip_minor")
        static let refundedMinor = Column<Int64>("refunded_sum", at: 7, "t.refunded_minor")
        static let all = columnList(
            sessionID, branchID, method, paymentCount, currency, amountMinor, tipMinor, refundedMinor)
    }

    static let fields: [Field] = [
        .column("method", Columns.method, as: .plainText),
        .column("paymentCount", Columns.paymentCount),
        .embedded("amount", Columns.amountMinor, Columns.currency),
        .embedded("tip", Columns.tipMinor, Columns.currency),
        .embedded("refunded", Columns.refundedMinor, Columns.currency),
    ]

    /// `payments_cash_session_idx` and `refunds_cash_session_idx` serve it.
    static let bySession = BatchLoader.many(
        "CashReportMethod.bySession", rows, .column(Columns.sessionID), orderBy: "t.method")
}
