internal import DataLoader
internal import GraphQLExecution

/// What the API says of the money that comes in and goes back.
enum PaymentArea: Area {
    static let types: [any ObjectType.Type] = [
        Payment.self, Refund.self, PaymentCreate.self, PaymentVoid.self, PaymentRefund.self, TipAdjust.self,
        PaymentUserError.self, PaymentChange.self,
    ]
    static let paged: [String] = [Payment.typeName]

    static let queries: [Field] = [
        .page(
            "payments", Payment.byBranch, order: Payment.order, key: .id("orderId", .order),
            .id("branchId", .branch),
            requires: Branch.ofList)
    ]

    static let mutations: [String: MutationMaker] = [
        "paymentCreate": PaymentCreate.mutation,
        "paymentVoid": PaymentVoid.mutation,
        "paymentRefund": PaymentRefund.mutation,
        "tipAdjust": TipAdjust.mutation,
    ]

    static let subscriptions: [LiveSource] = [PaymentChange.source]

    static let nodes: [EntityKind: NodeSource] = [
        .payment: NodeSource(Payment.self, Payment.byID),
        .refund: NodeSource(Refund.self, Refund.byID),
    ]
}
