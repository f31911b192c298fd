internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A dish or drink, one row of `menu_items`, with what the branch says otherwise.
///
/// - SeeAlso: `schema.graphql`, type `MenuItem`; `Config/permissions.yaml`, key `MenuItem`.
enum MenuItem: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("menu_items", columns: Columns.all, isLive: "t.deleted_at IS NULL")

    static let fields: [Field] = [
        .id("id", Columns.id, .item),
        .column("name", Columns.name),
        .column("description", Columns.description),
        .column("sku", Columns.sku),
        .embedded("price", Columns.priceMinor, Columns.currency),
        .embedded("basePrice", Columns.basePriceMinor, Columns.currency),
        .column("station", Columns.station),
        .column("position", Columns.position),
        .column("prepMinutes", Columns.prepMinutes),
        .column("allergens", Columns.allergens),
        .column("dietaryTags", Columns.dietaryTags),
        .column("spiceLevel", Columns.spiceLevel),
        .one("category", MenuCategory.byID, key: .column(Columns.branchID), .column(Columns.categoryID)),
        .one("taxClass", TaxClass.byID, key: .column(Columns.taxClassID)),
        .embedded(
            "image", Columns.imageID, Columns.imageURL, Columns.imageFile, Columns.imageAltText),
        .column("isAvailable", Columns.isAvailable),
        .embedded(
            "availability", Columns.blockID, Columns.blockReason, Columns.blockUntil, Columns.blockRemaining),
        .embedded(
            "branchOverride", Columns.overrideID, Columns.overridePriceMinor, Columns.currency,
            Columns.overrideIsAvailable, Columns.overrideIsHidden),
        .many("schedules", MenuSchedule.byItem, key: .column(Columns.id)),
        .many("modifierGroups", ModifierGroup.byItem, key: .column(Columns.branchID), .column(Columns.id)),
        .many("translations", Translation.byEntity, key: .column(Columns.id)),
        .column("version", Columns.version),
    ]

    /// Within a menu that was reached already; `menu_items_pkey` serves it.
    static let byID = BatchLoader.one(
        "MenuItem.byID", rows, .keys(["branch_id": .uuid, "id": .uuid], match: "t.id = k.id"))
    /// By ID from outside: the branch, if any, must be within reach and sell the menu.
    /// `menu_items_pkey` and the unique key of `menu_branches` serve it.
    static let inBranch = BatchLoader.one(
        "MenuItem.inBranch", rows, .keys(["branch_id": .uuid, "id": .uuid], match: "t.id = k.id"),
        where: [Menu.isSoldInBranch("t.menu_id")])
    /// Several by their UUIDs in one text, with commas between them, in that order; `menu_items_pkey` serves
    /// it.
    static let byIDs = BatchLoader.many(
        "MenuItem.byIDs", rows,
        .keys(
            ["branch_id": .uuid, "ids": .text], match: "t.id = ANY(string_to_array(k.ids, ',')::uuid[])"),
        orderBy: "array_position(string_to_array(k.ids, ',')::uuid[], t.id)")
    /// `menu_items_category_idx` serves it.
    static let byCategory = BatchLoader.many(
        "MenuItem.byCategory", rows,
        .keys(["branch_id": .uuid, "category_id": .uuid], match: "t.category_id = k.category_id"),
        orderBy: "t.position, t.id", where: [Availability.isOnCard],
        needs: [Availability.overrides(of: "item_id")])
}
