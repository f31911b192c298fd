internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// What one component of the tax comes to: on a bill, or on one line of it.
///
/// - SeeAlso: `schema.graphql`, type `TaxAmount`; `Config/permissions.yaml`, key `TaxAmount`.
enum OrderTax: ObjectType {
    static let typeName = "TaxAmount"
    static let table: DataLoader.Table? = rows
    /// Of whole orders: the sums of a view.
    static let rows = DataLoader.Table("order_taxes", columns: Columns.all)
    /// Of single lines.
    private static let rowsOfLines = DataLoader.Table("order_line_taxes", columns: Columns.ofLines)

    enum Columns {
        static let component = Column<String>("component_name", at: 0, "t.component")
        static let rateBasisPoints = Column<Int32>("rate", at: 1, "t.rate_bps")
        static let baseMinor = Column<Int64>("base", at: 2, "t.base_minor")
        static let amountMinor = Column<Int64>("amount", at: 3, "t.amount_minor")
        static let currency = Column<String>("currency_code", at: 4, "t.currency")
        static let orderID = Column<UUIDBytes?>("order_id", at: 5)
        static let all = columnList(
            component, rateBasisPoints, baseMinor, amountMinor, currency, orderID)

        static let lineID = Column<UUIDBytes?>("line_id", at: 5)
        /// `order_lines_pkey` serves it.
        private static let baseOfLine = Column<Int64>(
            "base", at: 2,
            """
            (SELECT ol.net_minor FROM order_lines AS ol WHERE \(tenant: "ol") AND ol.id = t.line_id)
            """)
        private static let currencyOfLine = Column<String>("currency_code", at: 4, OrderCurrency.ofOrder)
        static let ofLines = columnList(
            component, rateBasisPoints, baseOfLine, amountMinor, currencyOfLine, lineID)
    }

    static let fields: [Field] = [
        .column("component", Columns.component),
        .column("rateBasisPoints", Columns.rateBasisPoints),
        .embedded("base", Columns.baseMinor, Columns.currency),
        .embedded("amount", Columns.amountMinor, Columns.currency),
    ]

    /// `order_line_taxes_order_idx` serves it: the view groups by order.
    static let byOrder = BatchLoader.many(
        "OrderTax.byOrder", rows, .column(Columns.orderID), orderBy: "t.component, t.rate_bps")
    /// `order_line_taxes_line_key` serves it.
    static let byLine = BatchLoader.many(
        "OrderTax.byLine", rowsOfLines, .column(Columns.lineID), orderBy: "t.position, t.component")
}
