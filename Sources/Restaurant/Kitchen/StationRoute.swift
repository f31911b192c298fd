internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// What is made at a station: a category with all below it, an item, or whatever has a modifier.
///
/// - SeeAlso: `schema.graphql`, type `StationRoute`; `Config/permissions.yaml`, key `StationRoute`.
enum StationRoute: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("station_routes", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let branchID = Column<UUIDBytes>("branch_id", at: 0)
        static let stationID = Column<UUIDBytes>("station_id", at: 1)
        static let categoryID = Column<UUIDBytes?>("category_id", at: 2)
        static let itemID = Column<UUIDBytes?>("item_id", at: 3)
        static let modifierID = Column<UUIDBytes?>("modifier_id", at: 4)
        static let all = columnList(branchID, stationID, categoryID, itemID, modifierID)
    }

    static let fields: [Field] = [
        .one("station", Station.byID, key: .column(Columns.stationID)),
        .one("category", MenuCategory.byID, key: .column(Columns.branchID), .column(Columns.categoryID)),
        .one("item", MenuItem.byID, key: .column(Columns.branchID), .column(Columns.itemID)),
        .one("modifier", Modifier.byID, key: .column(Columns.branchID), .column(Columns.modifierID)),
    ]

    /// Categories, then items, then modifiers. `station_routes_station_idx` serves it.
    static let byStation = BatchLoader.many(
        "StationRoute.byStation", rows, .column(Columns.stationID),
        orderBy: "t.category_id, t.item_id, t.modifier_id")
}
