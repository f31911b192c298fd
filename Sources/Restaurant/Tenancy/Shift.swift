internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A member's presence in a branch.
///
/// - SeeAlso: `schema.graphql`, type `Shift`; `Config/permissions.yaml`, key `Shift`.
enum Shift: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("staff_shifts", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let memberID = Column<UUIDBytes>("member_id", at: 2)
        static let clockIn = Column<Instant>("clock_in", at: 3)
        static let clockOut = Column<Instant?>("clock_out", at: 4)
        static let note = Column<String?>("note", at: 5)
        static let all = columnList(id, branchID, memberID, clockIn, clockOut, note)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .shift),
        .one("member", Member.byID, key: .column(Columns.memberID)),
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        .column("clockIn", Columns.clockIn),
        .column("clockOut", Columns.clockOut),
        .column("note", Columns.note),
    ]

    /// `staff_shifts_branch_idx` has it but for the last column.
    static let order = PageOrder(Columns.clockIn, Columns.id)

    /// `staff_shifts_pkey` serves it.
    static let byID = BatchLoader.one("Shift.byID", rows, .column(Columns.id))
    /// `staff_shifts_branch_idx` serves it.
    static let byBranch = BatchLoader.page(
        "Shift.byBranch", rows,
        .keys(
            ["member_id": .uuid, "branch_id": .uuid],
            match: "t.branch_id = k.branch_id AND (k.member_id IS NULL OR t.member_id = k.member_id)"),
        order: order)
}
