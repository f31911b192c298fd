internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// Where guests sit: the type `Table`, under a name that leaves `Table` to the database.
///
/// - SeeAlso: `schema.graphql`, type `Table`; `Config/permissions.yaml`, key `Table`.
enum DiningTable: ObjectType {
    static let typeName = "Table"
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("tables", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let spaceID = Column<UUIDBytes>("space_id", at: 2)
        static let label = Column<String>("label", at: 3)
        static let sortKey = Column<String>("sort_key", at: 4)
        static let capacity = Column<Int32>("capacity", at: 5)
        static let status = Column<String>("status", at: 6)
        static let isActive = Column<Bool>("is_active", at: 7)
        static let shortCode = Column<String>("short_code", at: 8)
        static let shape = Column<String>("shape", at: 9)
        static let x = Column<Int32?>("x", at: 10)
        static let y = Column<Int32?>("y", at: 11)
        static let version = Column<Int32>("version", at: 12)
        static let all = columnList(
            id, branchID, spaceID, label, sortKey, capacity, status, isActive, shortCode, shape, x, y, version
        )
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .table),
        .column("label", Columns.label),
        .column("capacity", Columns.capacity),
        .column("status", Columns.status, as: .plainText),
        .column("isActive", Columns.isActive),
        .column("shortCode", Columns.shortCode, as: .plainText),
        .column("shape", Columns.shape, as: .plainText),
        .column("x", Columns.x),
        .column("y", Columns.y),
        .one("space", Space.byID, key: .column(Columns.spaceID)),
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        .one("session", TableSession.activeAtTable, key: .column(Columns.id)),
        .many("waiters", Member.byTable, key: .column(Columns.id)),
        .column("version", Columns.version),
    ]

    /// `tables_branch_idx` and `tables_space_idx` have it.
    static let order = PageOrder(Columns.sortKey, Columns.id)

    /// `tables_pkey` serves it.
    static let byID = BatchLoader.one("Table.byID", rows, .column(Columns.id))
    /// `tables_branch_idx` serves it.
    static let byBranch = BatchLoader.page(
        "Table.byBranch", rows, .keys(["branch_id": .uuid], match: "t.branch_id = k.branch_id"), order: order)
    /// `tables_space_idx` serves it.
    static let bySpace = BatchLoader.page(
        "Table.bySpace", rows, .keys(["space_id": .uuid], match: "t.space_id = k.space_id"), order: order)
    /// `tables_branch_idx` serves it; the space filters within the branch.
    static let byBranchAndSpace = BatchLoader.page(
        "Table.byBranchAndSpace", rows,
        .keys(
            ["space_id": .uuid, "branch_id": .uuid],
            match: "t.branch_id = k.branch_id AND (k.space_id IS NULL OR t.space_id = k.space_id)"),
        order: order)
}
