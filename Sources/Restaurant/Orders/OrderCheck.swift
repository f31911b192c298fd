internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A part of a bill that was split.
///
/// - SeeAlso: `schema.graphql`, type `OrderCheck`; `Config/permissions.yaml`, key `OrderCheck`.
enum OrderCheck: ObjectType {
    static let table: DataLoader.Table? = rows
    /// A label may name who pays, and is emptied with the order's customer; `orders_pkey` serves it.
    static let rows = DataLoader.Table(
        "order_checks", columns: Columns.all,
        person: "(SELECT o.customer_id FROM orders AS o WHERE \(tenant: "o") AND o.id = t.order_id)")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let orderID = Column<UUIDBytes>("order_id", at: 1)
        static let number = Column<Int32>("number", at: 2)
        static let label = Column<String?>("label", at: 3, isPersonal: true)
        static let totalMinor = Column<Int64>("total_minor", at: 4)
        static let paidMinor = Column<Int64>("paid_minor", at: 5)
        static let balanceMinor = Column<Int64>("balance", at: 6, "(t.total_minor - t.paid_minor)")
        static let currency = Column<String>("currency", at: 7, OrderCurrency.ofOrder)
        static let version = Column<Int32>("version", at: 8)
        static let all = columnList(
            id, orderID, number, label, totalMinor, paidMinor, balanceMinor, currency, version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .orderCheck),
        .column("number", Columns.number),
        .column("label", Columns.label),
        .many("lines", CheckLine.byCheck, key: .column(Columns.id)),
        .embedded("total", Columns.totalMinor, Columns.currency),
        .embedded("paid", Columns.paidMinor, Columns.currency),
        .embedded("balance", Columns.balanceMinor, Columns.currency),
        .column("version", Columns.version),
    ]

    /// `order_checks_pkey` serves it.
    static let byID = BatchLoader.one(
        "OrderCheck.byID", rows, .column(Columns.id), where: [OrderCurrency.isReached])
    /// The unique key of `order_checks` serves it.
    static let byOrder = BatchLoader.many(
        "OrderCheck.byOrder", rows, .column(Columns.orderID), orderBy: "t.number")
}
