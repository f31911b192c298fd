internal import DataLoader
internal import GraphQLExecution

/// An event of an order, or of a line of it.
///
/// - SeeAlso: `schema.graphql`, type `OrderChange`; `Config/permissions.yaml`, key `OrderChange`.
enum OrderChange: ObjectType {
    static let fields: [Field] =
        LiveEvent.fields + [.one("order", Order.byID, key: .column(LiveEvent.order))]

    /// `Subscription.orderChanged`.
    static let source = LiveSource(
        name: "orderChanged", place: .branch,
        changes: [
            "order.created": .created, "order.status_changed": .statusChanged, "order.changed": .changed,
            "order.priced": .changed, "line.status_changed": .changed,
        ],
        subjects: [
            Field.Subject(
                Order.typeName, wanted,
                key: [
                    .states("statuses"), .column(LiveEvent.isMove), .column(LiveEvent.order),
                ])
        ],
        requires: Branch.ofList)

    /// An order where it stands in one of the wanted states; `orders_pkey` serves it. A change of state
    /// always comes, so that whoever watches some states sees an order leave them.
    private static let wanted = BatchLoader.one(
        "Order.wanted", Order.rows,
        .keys(
            ["statuses": .text, "is_move": .boolean, "order_id": .uuid],
            match: """
                t.id = k.order_id AND (k.statuses IS NULL OR k.is_move \
                OR t.status = ANY(string_to_array(k.statuses, ' ')))
                """))
}
