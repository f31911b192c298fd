internal import DataLoader
internal import GraphQLExecution

/// An event of an order, or of a line of it.
///
/// - SeeAlso: `schema.graphql`, type `OrderChange`; `Config/permissions.yaml`, key `OrderChange`.
enum OrderChange: ObjectType {
    static let fields: [Field] =
        LiveEvent.fields + [.one("order", order, key: .column(LiveEvent.kind), .column(LiveEvent.entity))]

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
                    .states("statuses"), .column(LiveEvent.isMove), .column(LiveEvent.kind),
                    .column(LiveEvent.entity),
                ])
        ],
        requires: Branch.ofList)

    /// The order that an event is about: `orders_pkey` and `order_lines_pkey` serve it.
    private static let order = BatchLoader.one(
        "Order.ofEvent", Order.rows, .keys(["kind": .text, "entity": .uuid], match: ofEvent))

    /// The same where it stands in one of the wanted states. A change of state always comes, so that whoever
    /// watches some states sees an order leave them.
    private static let wanted = BatchLoader.one(
        "Order.wanted", Order.rows,
        .keys(
            ["statuses": .text, "is_move": .boolean, "kind": .text, "entity": .uuid],
            match: """
                \(ofEvent) AND (k.statuses IS NULL OR k.is_move \
                OR t.status = ANY(string_to_array(k.statuses, ' ')))
                """))

    private static let ofEvent: SQLTemplate = """
        t.id = CASE k.kind WHEN 'line' THEN (SELECT ol.order_id FROM order_lines AS ol \
        WHERE \(tenant: "ol") AND ol.id = k.entity) ELSE k.entity END
        """
}
