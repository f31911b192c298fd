internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A heading of a menu; headings form a tree.
///
/// - SeeAlso: `schema.graphql`, type `MenuCategory`; `Config/permissions.yaml`, key `MenuCategory`.
enum MenuCategory: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table(
        "menu_categories", columns: Columns.all, isLive: "t.archived_at IS NULL")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes?>("branch", at: 1, "k.branch_id")
        static let menuID = Column<UUIDBytes>("menu_id", at: 2)
        static let parentID = Column<UUIDBytes?>("parent_id", at: 3)
        static let name = Column<String>(
            "name", at: 4, Translation.text("name"))
        static let description = Column<String?>(
            "description", at: 5, Translation.text("description"))
        static let position = Column<Int32>("position", at: 6)
        static let isAvailable = Column<Bool>(
            "is_available", at: 7, Availability.isOpen("t.id, t.menu_id"), joins: [Availability.schedules])
        static let version = Column<Int32>("version", at: 8)
        static let imageID = Column<UUIDBytes?>("image_id", at: 9)
        static let imageURL = Column<String?>("image_url", at: 10, "i.url", joins: [Image.join])
        static let imageFile = Column<String?>("image_file", at: 11, "i.file_name", joins: [Image.join])
        static let imageAltText = Column<String?>("image_alt", at: 12, "i.alt", joins: [Image.join])
        static let all = columnList(
            id, branchID, menuID, parentID, name, description, position, isAvailable, version, imageID,
            imageURL, imageFile, imageAltText)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .category),
        .column("name", Columns.name),
        .column("description", Columns.description),
        .column("position", Columns.position),
        .one("menu", Menu.byID, key: .column(Columns.branchID), .column(Columns.menuID)),
        .one("parent", byID, key: .column(Columns.branchID), .column(Columns.parentID)),
        .many("children", byParent, key: .column(Columns.branchID), .column(Columns.id)),
        .embedded(
            "image", Columns.imageID, Columns.imageURL, Columns.imageFile, Columns.imageAltText),
        .many("items", MenuItem.byCategory, key: .column(Columns.branchID), .column(Columns.id)),
        .column("isAvailable", Columns.isAvailable),
        .many("schedules", MenuSchedule.byCategory, key: .column(Columns.id)),
        .many("translations", Translation.byEntity, key: .column(Columns.id)),
        .column("version", Columns.version),
    ]

    /// `menu_categories_pkey` serves it.
    static let byID = BatchLoader.one(
        "MenuCategory.byID", rows, .keys(["branch_id": .uuid, "id": .uuid], match: "t.id = k.id"))
    /// `menu_categories_menu_idx` serves it.
    static let topByMenu = BatchLoader.many(
        "MenuCategory.topByMenu", rows,
        .keys(
            ["branch_id": .uuid, "menu_id": .uuid], match: "t.menu_id = k.menu_id AND t.parent_id IS NULL"),
        orderBy: "t.position, t.id")
    /// `menu_categories_parent_idx` serves it.
    static let byParent = BatchLoader.many(
        "MenuCategory.byParent", rows,
        .keys(["branch_id": .uuid, "parent_id": .uuid], match: "t.parent_id = k.parent_id"),
        orderBy: "t.position, t.id")
}
