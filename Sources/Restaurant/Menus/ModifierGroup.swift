internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A choice that comes with an item or with a modifier.
///
/// - SeeAlso: `schema.graphql`, type `ModifierGroup`; `Config/permissions.yaml`, key `ModifierGroup`.
enum ModifierGroup: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table(
        "modifier_groups", columns: Columns.all, isLive: "t.archived_at IS NULL")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes?>("branch", at: 1, "k.branch_id")
        static let name = Column<String>(
            "name", at: 2, Translation.text("name"))
        static let description = Column<String?>(
            "description", at: 3, Translation.text("description"))
        static let minSelect = Column<Int32>("min_select", at: 4)
        static let maxSelect = Column<Int32?>("max_select", at: 5)
        static let freeQuantity = Column<Int32>("free_quantity", at: 6)
        static let allowQuantity = Column<Bool>("allow_quantity", at: 7)
        static let perOptionMax = Column<Int32?>("per_option_max", at: 8)
        /// The name in the base language: what pages are ordered by.
        static let baseName = Column<String>("name", at: 9)
        static let code = Column<String?>("code", at: 10)
        static let currency = Column<String>("currency", at: 11)
        static let version = Column<Int32>("version", at: 12)
        static let all = columnList(
            id, branchID, name, description, minSelect, maxSelect, freeQuantity, allowQuantity, perOptionMax,
            baseName, code, currency, version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .group),
        .column("name", Columns.name),
        .column("description", Columns.description),
        .column("code", Columns.code),
        .column("currency", Columns.currency, as: .plainText),
        .column("min", Columns.minSelect),
        .column("max", Columns.maxSelect),
        .column("freeQuantity", Columns.freeQuantity),
        .column("allowQuantity", Columns.allowQuantity),
        .column("perOptionMax", Columns.perOptionMax),
        .value("isRequired", Columns.minSelect) { .boolean($0 >= 1) },
        .value("isSingle", Columns.maxSelect) { .boolean($0 == 1) },
        .many("modifiers", Modifier.byGroup, key: .column(Columns.branchID), .column(Columns.id)),
        .many("translations", Translation.byEntity, key: .column(Columns.id)),
        .column("version", Columns.version),
    ]

    /// `modifier_groups_name_idx` has it.
    static let order = PageOrder(Columns.baseName, Columns.id)

    /// `modifier_groups_pkey` serves it.
    static let byID = BatchLoader.one(
        "ModifierGroup.byID", rows, .keys(["branch_id": .uuid, "id": .uuid], match: "t.id = k.id"))
    /// `item_modifier_groups_item_idx` serves it; an item may narrow or widen a shared group's limits.
    static let byItem = BatchLoader.many(
        "ModifierGroup.byItem", rows,
        .keys(
            ["branch_id": .uuid, "item_id": .uuid], through: "item_modifier_groups",
            on: "l.item_id = k.item_id",
            match: "t.id = l.group_id"),
        orderBy: "l.position, t.id",
        replacing: [
            "min_select": "coalesce(l.min_override, t.min_select)",
            "max_select": "coalesce(l.max_override, t.max_select)",
        ])
    /// `modifier_child_groups_modifier_idx` serves it.
    static let byModifier = BatchLoader.many(
        "ModifierGroup.byModifier", rows,
        .keys(
            ["branch_id": .uuid, "modifier_id": .uuid], through: "modifier_child_groups",
            on: "l.modifier_id = k.modifier_id", match: "t.id = l.group_id"),
        orderBy: "l.position, t.id")
    /// Without a branch; `modifier_groups_name_idx` serves it.
    static let all = BatchLoader.page(
        "ModifierGroup.all", rows, .tenant(), order: order, replacing: ["branch": "NULL::uuid"])
}
