internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// What a guest sees of a branch. The code is the way in: without a token it decides on the tenant.
///
/// - SeeAlso: `schema.graphql`, type `PublicMenu`; `Config/permissions.yaml`, key `PublicMenu`.
enum PublicMenu: ObjectType {
    static let table: DataLoader.Table? = rows
    static let shown: (any ObjectType.Type)? = Branch.self
    /// A token that is limited to branches sees no other branch through its public code either.
    static let rows = DataLoader.Table(
        "branches", columns: Columns.all, branch: "id", isLive: "t.archived_at IS NULL")

    enum Columns {
        static let branchID = Column<UUIDBytes>("id", at: 0)
        static let publicCode = Column<String>("public_code", at: 1)
        static let all = columnList(branchID, publicCode)
    }

    static let fields: [Field] = [
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        .many("menus", Menu.publishedByBranch, key: .column(Columns.branchID)),
    ]

    /// The tenant's branches are few: `branches_pkey` narrows to them.
    static let byCode = BatchLoader.one(
        "PublicMenu.byCode", rows, .column(Columns.publicCode), entersTenant: true)
}
