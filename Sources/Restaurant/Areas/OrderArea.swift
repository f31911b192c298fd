internal import DataLoader
internal import GraphQLExecution

/// What the API says of orders, their lines, courses and checks.
enum OrderArea: Area {
    static let types: [any ObjectType.Type] = [
        Order.self, OrderLine.self, OrderLineModifier.self, OrderCourse.self, OrderDiscount.self,
        OrderCharge.self, OrderCheck.self, CheckLine.self, OrderTax.self, VoidReason.self,
    ]

    static let paged: [String] = [Order.typeName]

    static let queries: [Field] = [
        .one("order", Order.byID, key: .id("id", .order), absence: .notFound), Order.door, VoidReason.door,
    ]

    static let mutations: [String: MutationMaker] = [:]

    static let nodes: [EntityKind: NodeSource] = [
        .order: NodeSource(Order.self, Order.byID),
        .orderLine: NodeSource(OrderLine.self, OrderLine.byID),
        .orderDiscount: NodeSource(OrderDiscount.self, OrderDiscount.byID),
        .orderCheck: NodeSource(OrderCheck.self, OrderCheck.byID),
        .voidReason: NodeSource(VoidReason.self, VoidReason.everyByID),
    ]
}
