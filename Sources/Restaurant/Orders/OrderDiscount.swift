internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// What is taken off an order before tax.
///
/// - SeeAlso: `schema.graphql`, type `OrderDiscount`; `Config/permissions.yaml`, key `OrderDiscount`.
enum OrderDiscount: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table(
        "order_discounts", columns: Columns.all, isLive: "t.removed_at IS NULL")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let orderID = Column<UUIDBytes>("order_id", at: 1)
        static let kind = Column<String>("kind", at: 2)
        static let name = Column<String>("name", at: 3)
        static let rateBasisPoints = Column<Int32?>("rate_bps", at: 4)
        static let fixedMinor = Column<Int64?>("fixed_minor", at: 5)
        static let amountMinor = Column<Int64>("amount_minor", at: 6)
        static let reason = Column<String?>("reason", at: 7)
        static let currency = Column<String>("currency", at: 8, OrderCurrency.ofOrder)
        static let couponID = Column<UUIDBytes?>("coupon_id", at: 9)
        static let rewardID = Column<UUIDBytes?>("reward_id", at: 10)
        static let all = columnList(
            id, orderID, kind, name, rateBasisPoints, fixedMinor, amountMinor, reason, currency, couponID,
            rewardID)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .orderDiscount),
        .column("kind", Columns.kind, as: .plainText),
        .column("name", Columns.name),
        .column("rateBasisPoints", Columns.rateBasisPoints),
        .embedded("amount", Columns.amountMinor, Columns.currency),
        .column("reason", Columns.reason),
        .one("coupon", Coupon.byID, key: .column(Columns.couponID)),
        .one("reward", Reward.byID, key: .column(Columns.rewardID)),
    ]

    /// `order_discounts_pkey` serves it.
    static let byID = BatchLoader.one(
        "OrderDiscount.byID", rows, .column(Columns.id), where: [OrderCurrency.isReached])
    /// `order_discounts_order_idx` serves it.
    static let byOrder = BatchLoader.many(
        "OrderDiscount.byOrder", rows, .column(Columns.orderID), orderBy: "t.position, t.id")
}
