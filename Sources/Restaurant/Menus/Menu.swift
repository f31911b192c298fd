internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A menu, read as a branch sells it, or without a branch as it is kept.
///
/// Its rows, and all rows below, carry the branch as which they are read; children are loaded by (branch,
/// parent), so a query over several branches still costs one statement a level.
///
/// - SeeAlso: `schema.graphql`, type `Menu`; `Config/permissions.yaml`, key `Menu`.
enum Menu: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("menus", columns: Columns.all, isLive: "t.archived_at IS NULL")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes?>("branch", at: 1, "k.branch_id")
        static let name = Column<String>(
            "name", at: 2, Translation.text("name"))
        static let kind = Column<String>("kind", at: 3)
        static let currency = Column<String>("currency", at: 4)
        static let isAvailable = Column<Bool>(
            "is_available", at: 5, Availability.isOpen("t.id"), joins: [Availability.schedules])
        static let isPublished = Column<Bool>("is_published", at: 6)
        static let version = Column<Int32>("version", at: 7)
        static let all = columnList(
            id, branchID, name, kind, currency, isAvailable, isPublished, version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .menu),
        .column("name", Columns.name),
        .column("kind", Columns.kind, as: .plainText),
        .column("currency", Columns.currency, as: .plainText),
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        .column("isPublished", Columns.isPublished),
        .column("isAvailable", Columns.isAvailable),
        .many("schedules", MenuSchedule.byMenu, key: .column(Columns.id)),
        .many("categories", MenuCategory.topByMenu, key: .column(Columns.branchID), .column(Columns.id)),
        .many("translations", Translation.byEntity, key: .column(Columns.id)),
        .column("version", Columns.version),
    ]

    /// Within a menu that was reached already; `menus_pkey` serves it.
    static let byID = BatchLoader.one(
        "Menu.byID", rows, .keys(["branch_id": .uuid, "id": .uuid], match: "t.id = k.id"))
    /// By ID from outside: the branch, if any, must be within reach and sell the menu.
    /// `menus_pkey` and the unique key of `menu_branches` serve it.
    static let inBranch = BatchLoader.one(
        "Menu.inBranch", rows, .keys(["branch_id": .uuid, "id": .uuid], match: "t.id = k.id"),
        where: [isSoldInBranch("t.id")])
    /// `menu_branches_branch_idx` serves it.
    static let byBranch = BatchLoader.many(
        "Menu.byBranch", rows,
        .keys(
            ["branch_id": .uuid], through: "menu_branches", on: "l.branch_id = k.branch_id",
            match: "t.id = l.menu_id"),
        orderBy: "l.position, t.id", where: [.isReachable("k.branch_id")])
    /// `menu_branches_branch_idx` serves it.
    static let publishedByBranch = BatchLoader.many(
        "Menu.publishedByBranch", rows,
        .keys(
            ["branch_id": .uuid], through: "menu_branches", on: "l.branch_id = k.branch_id",
            match: "t.id = l.menu_id"),
        orderBy: "l.position, t.id", where: ["t.is_published"])
    /// Without a branch; `menus_position_idx` serves it.
    static let byOrganization = BatchLoader.many(
        "Menu.byOrganization", rows,
        .keys(["branch_id": .uuid, "id": .uuid], match: "t.organization_id = k.id"),
        orderBy: "t.position, t.id")

    /// The condition on a key that comes from outside: no branch, or one within reach that sells the menu.
    static func isSoldInBranch(_ menu: SQLTemplate) -> SQLTemplate {
        """
        (k.branch_id IS NULL OR \(.isReachable("k.branch_id")) AND EXISTS (\
        SELECT FROM menu_branches AS mb \
        WHERE \(tenant: "mb") AND mb.menu_id = \(menu) AND mb.branch_id = k.branch_id))
        """
    }
}
