internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// An option of a modifier group, with what the branch says otherwise.
///
/// - SeeAlso: `schema.graphql`, type `Modifier`; `Config/permissions.yaml`, key `Modifier`.
enum Modifier: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("modifiers", columns: Columns.all, isLive: "t.archived_at IS NULL")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes?>("branch", at: 1, "k.branch_id")
        static let groupID = Column<UUIDBytes>("group_id", at: 2)
        static let name = Column<String>(
            "name", at: 3, Translation.text("name"))
        static let kitchenName = Column<String?>("kitchen_name", at: 4)
        static let priceDeltaMinor = Column<Int64>(
            "price_delta", at: 5, "coalesce(o.price_minor, t.price_delta_minor)", joins: [override])
        static let currency = Column<String>("currency", at: 6)
        static let position = Column<Int32>("position", at: 7)
        static let isDefault = Column<Bool>("is_default", at: 8)
        static let defaultQuantity = Column<Int32>("default_quantity", at: 9)
        static let allergens = Column<TextList>("allergens", at: 10)
        static let isAvailable = Column<Bool>(
            "is_available", at: 11, "(\(Availability.isSold))", joins: [override, block])
        static let blockID = Column<UUIDBytes?>("block_id", at: 12, "b.id", joins: [block])
        static let blockReason = Column<String?>("block_reason", at: 13, "b.reason", joins: [block])
        static let blockUntil = Column<Instant?>("block_until", at: 14, "b.until", joins: [block])
        static let blockRemaining = Column<String?>(
            "block_remaining", at: 15, "trim_scale(b.remaining_quantity)::text", joins: [block])
        static let overrideID = Column<UUIDBytes?>("override_id", at: 16, "o.id", joins: [override])
        static let overridePriceMinor = Column<Int64?>(
            "override_price", at: 17, "o.price_minor", joins: [override])
        static let overrideIsAvailable = Column<Bool?>(
            "override_is_available", at: 18, "o.is_available", joins: [override])
        static let overrideIsHidden = Column<Bool?>(
            "override_is_hidden", at: 19, "o.is_hidden", joins: [override])
        static let version = Column<Int32>("version", at: 20)

        static let all = columnList(
            id, branchID, groupID, name, kitchenName, priceDeltaMinor, currency, position, isDefault,
            defaultQuantity, allergens, isAvailable, blockID, blockReason, blockUntil, blockRemaining,
            overrideID,
            overridePriceMinor, overrideIsAvailable, overrideIsHidden, version)

        private static let override = Availability.overrides(of: "modifier_id")
        private static let block = Availability.blocks(of: "modifier_id")
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .modifier),
        .column("name", Columns.name),
        .column("kitchenName", Columns.kitchenName),
        .embedded("priceDelta", Columns.priceDeltaMinor, Columns.currency),
        .column("position", Columns.position),
        .column("isDefault", Columns.isDefault),
        .column("defaultQuantity", Columns.defaultQuantity),
        .column("allergens", Columns.allergens),
        .column("isAvailable", Columns.isAvailable),
        .embedded(
            "availability", Columns.blockID, Columns.blockReason, Columns.blockUntil, Columns.blockRemaining),
        .embedded(
            "branchOverride", Columns.overrideID, Columns.overridePriceMinor, Columns.currency,
            Columns.overrideIsAvailable, Columns.overrideIsHidden),
        .one("group", ModifierGroup.byID, key: .column(Columns.branchID), .column(Columns.groupID)),
        .many("childGroups", ModifierGroup.byModifier, key: .column(Columns.branchID), .column(Columns.id)),
        .many("translations", Translation.byEntity, key: .column(Columns.id)),
        .column("version", Columns.version),
    ]

    /// `modifiers_pkey` serves it.
    static let byID = BatchLoader.one(
        "Modifier.byID", rows, .keys(["branch_id": .uuid, "id": .uuid], match: "t.id = k.id"))
    /// `modifiers_group_idx` serves it.
    static let byGroup = BatchLoader.many(
        "Modifier.byGroup", rows,
        .keys(["branch_id": .uuid, "group_id": .uuid], match: "t.group_id = k.group_id"),
        orderBy: "t.position, t.id", where: [Availability.isOnCard],
        needs: [Availability.overrides(of: "modifier_id")])
}
