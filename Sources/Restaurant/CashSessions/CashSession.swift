internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A drawer from its opening to its count.
///
/// - SeeAlso: `schema.graphql`, type `CashSession`; `Config/permissions.yaml`, key `CashSession`.
enum CashSession: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("cash_sessions", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let register = Column<String>("register", at: 2)
        static let businessDate = Column<CalendarDay>("business_date", at: 3)
        static let status = Column<String>("status", at: 4)
        static let currency = Column<String>("currency", at: 5)
        static let floatMinor = Column<Int64>("float_minor", at: 6)
        static let countedMinor = Column<Int64?>("counted_minor", at: 7)
        static let expectedMinor = Column<Int64?>("expected_minor", at: 8)
        static let differenceMinor = Column<Int64?>("difference_minor", at: 9)
        static let note = Column<String?>("note", at: 10)
        static let openedBy = Column<UUIDBytes?>("opened_by", at: 11)
        static let openedAt = Column<Instant>("opened_at", at: 12)
        static let closedBy = Column<UUIDBytes?>("closed_by", at: 13)
        static let closedAt = Column<Instant?>("closed_at", at: 14)
        static let version = Column<Int32>("version", at: 15)
        static let all =
            columnList(
                id, branchID, register, businessDate, status, currency, floatMinor, countedMinor,
                expectedMinor, differenceMinor, note)
            + columnList(openedBy, openedAt, closedBy, closedAt, version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .cashSession),
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        .column("register", Columns.register),
        .column("businessDate", Columns.businessDate),
        .column("status", Columns.status, as: .plainText),
        .embedded("float", Columns.floatMinor, Columns.currency),
        .embedded("counted", Columns.countedMinor, Columns.currency),
        .embedded("expected", Columns.expectedMinor, Columns.currency),
        .embedded("difference", Columns.differenceMinor, Columns.currency),
        .column("note", Columns.note),
        .one("openedBy", Member.byID, key: .column(Columns.openedBy)),
        .column("openedAt", Columns.openedAt),
        .one("closedBy", Member.byID, key: .column(Columns.closedBy)),
        .column("closedAt", Columns.closedAt),
        .page("movements", CashMovement.bySession, order: CashMovement.order, key: .column(Columns.id)),
        .one("report", CashReport.bySession, key: .column(Columns.id)),
        .column("version", Columns.version),
    ]

    /// The latest first; `cash_sessions_branch_idx` has it within a branch.
    static let order = PageOrder(Columns.openedAt, Columns.id).descending

    /// `cash_sessions_pkey` serves it.
    static let byID = BatchLoader.one("CashSession.byID", rows, .column(Columns.id))
    /// `cash_sessions_branch_idx` serves it; what else is asked for filters along it.
    static let matching = BatchLoader.page(
        "CashSession.matching", rows,
        .keys(
            ["statuses": .text, "business_date": .date, "branch_id": .uuid],
            match: """
                t.branch_id = k.branch_id \
                AND (k.statuses IS NULL OR t.status = ANY(string_to_array(k.statuses, ' '))) \
                AND (k.business_date IS NULL OR t.business_date = k.business_date)
                """), order: order)

    /// `Query.cashSession` and `Query.cashSessions`.
    static let doors: [Field] = [
        .one("cashSession", byID, key: .id("id", .cashSession), absence: .notFound),
        .page(
            "cashSessions", matching, order: order, key: .states("statuses"), .day("businessDate"),
            .id("branchId", .branch), requires: Branch.ofList),
    ]
}
