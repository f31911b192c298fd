internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A course of an order: what goes to the kitchen together.
///
/// - SeeAlso: `schema.graphql`, type `OrderCourse`; `Config/permissions.yaml`, key `OrderCourse`.
enum OrderCourse: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("order_courses", columns: Columns.all)

    enum Columns {
        static let orderID = Column<UUIDBytes>("order_id", at: 0)
        static let number = Column<Int32>("number", at: 1)
        static let status = Column<String>("status", at: 2)
        static let firedAt = Column<Instant?>("fired_at", at: 3)
        static let doneAt = Column<Instant?>("done_at", at: 4)
        static let all = columnList(orderID, number, status, firedAt, doneAt)
    }

    static let fields: [Field] = [
        .column("number", Columns.number),
        .column("status", Columns.status, as: .plainText),
        .column("firedAt", Columns.firedAt),
        .column("doneAt", Columns.doneAt),
    ]

    /// The unique key of `order_courses` serves it.
    static let byOrder = BatchLoader.many(
        "OrderCourse.byOrder", rows, .column(Columns.orderID), orderBy: "t.number")
}
