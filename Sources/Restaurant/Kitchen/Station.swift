internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// Where a branch makes things: the grill, the bar.
///
/// - SeeAlso: `schema.graphql`, type `Station`; `Config/permissions.yaml`, key `Station`.
enum Station: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("stations", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let name = Column<String>("name", at: 2)
        static let position = Column<Int32>("position", at: 3)
        static let isDefault = Column<Bool>("is_default", at: 4)
        static let archivedAt = Column<Instant?>("archived_at", at: 5)
        static let version = Column<Int32>("version", at: 6)
        static let all = columnList(id, branchID, name, position, isDefault, archivedAt, version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .station),
        .column("name", Columns.name),
        .column("position", Columns.position),
        .column("isDefault", Columns.isDefault),
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        .many("routes", StationRoute.byStation, key: .column(Columns.id)),
        .column("archivedAt", Columns.archivedAt),
        .column("version", Columns.version),
    ]

    /// Archived ones too: tickets name them. `stations_pkey` serves it.
    static let byID = BatchLoader.one("Station.byID", rows, .column(Columns.id))
    /// `stations_branch_idx` serves it.
    static let byBranch = BatchLoader.many(
        "Station.byBranch", rows, .column(Columns.branchID), orderBy: "t.position, t.id",
        where: ["t.archived_at IS NULL"])
}
