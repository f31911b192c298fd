internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// What a check has of a line or of a charge.
///
/// - SeeAlso: `schema.graphql`, type `CheckLine`; `Config/permissions.yaml`, key `CheckLine`.
enum CheckLine: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("check_lines", columns: Columns.all)

    enum Columns {
        static let checkID = Column<UUIDBytes>("check_id", at: 0)
        static let lineID = Column<UUIDBytes?>("line_id", at: 1)
        static let chargeID = Column<UUIDBytes?>("charge_id", at: 2)
        static let quantity = Column<String?>("quantity_text", at: 3, "trim_scale(t.quantity)::text")
        static let taxMinor = Column<Int64>("tax_minor", at: 4)
        static let totalMinor = Column<Int64>("total_minor", at: 5)
        static let currency = Column<String>("currency", at: 6, OrderCurrency.ofOrder)
        static let all = columnList(checkID, lineID, chargeID, quantity, taxMinor, totalMinor, currency)
    }

    static let fields: [Field] = [
        .one("line", OrderLine.byID, key: .column(Columns.lineID)),
        .one("charge", OrderCharge.byID, key: .column(Columns.chargeID)),
        .column("quantity", Columns.quantity, as: .plainText),
        .embedded("tax", Columns.taxMinor, Columns.currency),
        .embedded("total", Columns.totalMinor, Columns.currency),
    ]

    /// `check_lines_check_idx` serves it.
    static let byCheck = BatchLoader.many(
        "CheckLine.byCheck", rows, .column(Columns.checkID), orderBy: "t.id")
}
