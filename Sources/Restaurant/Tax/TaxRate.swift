internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A rate of one tax component over a span of days.
///
/// - SeeAlso: `schema.graphql`, type `TaxRate`; `Config/permissions.yaml`, key `TaxRate`.
enum TaxRate: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("tax_rates", columns: Columns.all)

    enum Columns {
        static let taxClassID = Column<UUIDBytes>("tax_class_id", at: 0)
        static let component = Column<String>("component", at: 1)
        static let rateBasisPoints = Column<Int32>("rate_bps", at: 2)
        static let validFrom = Column<CalendarDay>("valid_from", at: 3)
        static let validTo = Column<CalendarDay?>("valid_to", at: 4)
        static let all = columnList(taxClassID, component, rateBasisPoints, validFrom, validTo)
    }

    static let fields: [Field] = [
        .column("component", Columns.component),
        .column("rateBasisPoints", Columns.rateBasisPoints),
        .column("validFrom", Columns.validFrom),
        .column("validTo", Columns.validTo),
    ]

    /// `tax_rates_class_idx` serves it.
    static let byTaxClass = BatchLoader.many(
        "TaxRate.byTaxClass", rows, .column(Columns.taxClassID), orderBy: "t.valid_from, t.component, t.id")
}
