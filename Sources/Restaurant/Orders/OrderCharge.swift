internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// What is put on top of an order's lines: service, delivery.
///
/// - SeeAlso: `schema.graphql`, type `OrderCharge`; `Config/permissions.yaml`, key `OrderCharge`.
enum OrderCharge: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("order_charges", columns: Columns.all)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let orderID = Column<UUIDBytes>("order_id", at: 1)
        static let kind = Column<String>("kind", at: 2)
        static let name = Column<String>("name", at: 3)
        static let rateBasisPoints = Column<Int32?>("rate_bps", at: 4)
        static let amountMinor = Column<Int64>("amount_minor", at: 5)
        static let taxMinor = Column<Int64>("tax_minor", at: 6)
        static let totalMinor = Column<Int64>("total_minor", at: 7)
        static let currency = Column<String>("currency", at: 8, OrderCurrency.ofOrder)
        static let all = columnList(
            id, orderID, kind, name, rateBasisPoints, amountMinor, taxMinor, totalMinor, currency)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .orderCharge),
        .column("kind", Columns.kind, as: .plainText),
        .column("name", Columns.name),
        .column("rateBasisPoints", Columns.rateBasisPoints),
        .embedded("amount", Columns.amountMinor, Columns.currency),
        .embedded("tax", Columns.taxMinor, Columns.currency),
        .embedded("total", Columns.totalMinor, Columns.currency),
    ]

    /// Of a check's line, which is reached through its order; `order_charges_pkey` serves it.
    static let byID = BatchLoader.one("OrderCharge.byID", rows, .column(Columns.id))
    /// `order_charges_order_idx` serves it.
    static let byOrder = BatchLoader.many(
        "OrderCharge.byOrder", rows, .column(Columns.orderID), orderBy: "t.position, t.id")
}
