internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// When a menu, category or item is on sale, in the branch's local time.
///
/// - SeeAlso: `schema.graphql`, type `MenuSchedule`; `Config/permissions.yaml`, key `MenuSchedule`.
enum MenuSchedule: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("menu_schedules", columns: Columns.all)

    enum Columns {
        static let menuID = Column<UUIDBytes?>("menu_id", at: 0)
        static let categoryID = Column<UUIDBytes?>("category_id", at: 1)
        static let itemID = Column<UUIDBytes?>("item_id", at: 2)
        static let weekdayMask = Column<Int32>("weekday_mask", at: 3)
        static let startsAt = Column<TimeOfDay?>("starts_at", at: 4)
        static let endsAt = Column<TimeOfDay?>("ends_at", at: 5)
        static let validFrom = Column<CalendarDay?>("valid_from", at: 6)
        static let validTo = Column<CalendarDay?>("valid_to", at: 7)
        static let all = columnList(
            menuID, categoryID, itemID, weekdayMask, startsAt, endsAt, validFrom, validTo)
    }

    static let fields: [Field] = [
        .value("weekdays", Columns.weekdayMask, weekdays),
        .column("startsAt", Columns.startsAt),
        .column("endsAt", Columns.endsAt),
        .column("validFrom", Columns.validFrom),
        .column("validTo", Columns.validTo),
    ]

    /// `menu_schedules_menu_idx` serves it.
    static let byMenu = BatchLoader.many(
        "MenuSchedule.byMenu", rows, .column(Columns.menuID), orderBy: "t.weekday_mask, t.starts_at, t.id")
    /// `menu_schedules_category_idx` serves it.
    static let byCategory = BatchLoader.many(
        "MenuSchedule.byCategory", rows, .column(Columns.categoryID),
        orderBy: "t.weekday_mask, t.starts_at, t.id")
    /// `menu_schedules_item_idx` serves it.
    static let byItem = BatchLoader.many(
        "MenuSchedule.byItem", rows, .column(Columns.itemID), orderBy: "t.weekday_mask, t.starts_at, t.id")

    static let names = [
        "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY",
    ]

    /// Bit 0 of the mask is Monday.
    @Sendable
    static func weekdays(_ mask: Int32) -> Output {
        .list(names.indices.filter { mask >> Int32($0) & 1 == 1 }.map { .string(names[$0]) })
    }
}
