internal import DataLoader
internal import GraphQLExecution

/// What the API says of orders, their lines, courses and checks.
enum OrderArea: Area {
    static let types: [any ObjectType.Type] = [
        Order.self, OrderLine.self, OrderLineModifier.self, OrderCourse.self, OrderDiscount.self,
        OrderCharge.self, OrderCheck.self, CheckLine.self, OrderTax.self, VoidReason.self,
        OrderEvent.self, OrderConfirm.self, OrderStatusSet.self, OrderCancel.self, OrderLinesAdd.self,
        OrderLineUpdate.self, OrderLineVoid.self, OrderLineComp.self, OrderDiscountAdd.self,
        OrderDiscountRemove.self,
        OrderCourseHold.self, OrderCourseFire.self, OrderTransferTable.self, CheckSplit.self,
        CheckMerge.self,
        VoidReasonUpsert.self, OrderUserError.self, OrderChange.self,
    ]

    static let paged: [String] = [Order.typeName, OrderEvent.typeName]

    static let queries: [Field] = [
        .one("order", Order.byID, key: .id("id", .order), absence: .notFound), Order.door,
        OrderEvent.door, VoidReason.door,
    ]

    static let mutations: [String: MutationMaker] = [
        "orderConfirm": OrderConfirm.mutation,
        "orderStatusSet": OrderStatusSet.mutation,
        "orderCancel": OrderCancel.mutation,
        "orderLinesAdd": OrderLinesAdd.mutation,
        "orderLineUpdate": OrderLineUpdate.mutation,
        "orderLineVoid": OrderLineVoid.mutation,
        "orderLineComp": OrderLineComp.mutation,
        "orderDiscountAdd": OrderDiscountAdd.mutation,
        "orderDiscountRemove": OrderDiscountRemove.mutation,
        "orderCourseHold": OrderCourseHold.mutation,
        "orderCourseFire": OrderCourseFire.mutation,
        "orderTransferTable": OrderTransferTable.mutation,
        "checkSplit": CheckSplit.mutation,
        "checkMerge": CheckMerge.mutation,
        "voidReasonUpsert": VoidReasonUpsert.mutation,
    ]

    static let subscriptions: [LiveSource] = [OrderChange.source]

    static let nodes: [EntityKind: NodeSource] = [
        .order: NodeSource(Order.self, Order.byID),
        .orderLine: NodeSource(OrderLine.self, OrderLine.byID),
        .orderDiscount: NodeSource(OrderDiscount.self, OrderDiscount.byID),
        .orderCheck: NodeSource(OrderCheck.self, OrderCheck.byID),
        .voidReason: NodeSource(VoidReason.self, VoidReason.everyByID),
    ]
}
