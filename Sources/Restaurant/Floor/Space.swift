internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A room, terrace or bar of a branch.
///
/// - SeeAlso: `schema.graphql`, type `Space`; `Config/permissions.yaml`, key `Space`.
enum Space: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table(
        "spaces", columns: Columns.all, branch: "branch_id", isLive: "t.archived_at IS NULL")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let name = Column<String>("name", at: 2)
        static let floorNumber = Column<Int32>("floor_number", at: 3)
        static let position = Column<Int32>("position", at: 4)
        static let version = Column<Int32>("version", at: 5)
        static let all = columnList(id, branchID, name, floorNumber, position, version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .space),
        .column("name", Columns.name),
        .column("floorNumber", Columns.floorNumber),
        .column("position", Columns.position),
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        .page("tables", DiningTable.bySpace, order: DiningTable.order, key: .column(Columns.id)),
        .column("version", Columns.version),
    ]

    /// `spaces_pkey` serves it.
    static let byID = BatchLoader.one("Space.byID", rows, .column(Columns.id))
    /// `spaces_branch_idx` serves it.
    static let byBranch = BatchLoader.many(
        "Space.byBranch", rows, .column(Columns.branchID), orderBy: "t.position, t.id")
}
