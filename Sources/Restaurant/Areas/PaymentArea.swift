internal import DataLoader
internal import GraphQLExecution

/// What the API says of the money that comes in and goes back.
enum PaymentArea: Area {
    static let types: [any ObjectType.Type] = [
        Payment.self, Refund.self, CashSession.self, CashMovement.self, CashReport.self,
        CashReportMethod.self, CashSessionOpen.self, CashSessionClose.self, CashMovementCreate.self,
        PaymentCreate.self, PaymentCapture.self, PaymentVoid.self, PaymentRefund.self, TipAdjust.self,
        PaymentUserError.self, PaymentChange.self, Receipt.self,
        LedgerTransferType.self,
    ]
    static let paged: [String] = [
        Payment.typeName, CashSession.typeName, CashMovement.typeName, LedgerTransferType.typeName,
    ]

    static let queries: [Field] = [Payment.door, Receipt.door, LedgerTransferType.door] + CashSession.doors

    static let mutations: [String: MutationMaker] = [
        "paymentCreate": PaymentCreate.mutation,
        "paymentCapture": PaymentCapture.mutation,
        "paymentVoid": PaymentVoid.mutation,
        "paymentRefund": PaymentRefund.mutation,
        "tipAdjust": TipAdjust.mutation,
        "cashSessionOpen": CashSessionOpen.mutation,
        "cashSessionClose": CashSessionClose.mutation,
        "cashMovementCreate": CashMovementCreate.mutation,
    ]

    static let subscriptions: [LiveSource] = [PaymentChange.source]

    static let nodes: [EntityKind: NodeSource] = [
        .payment: NodeSource(Payment.self, Payment.byID),
        .refund: NodeSource(Refund.self, Refund.byID),
        .cashSession: NodeSource(CashSession.self, CashSession.byID),
        .cashMovement: NodeSource(CashMovement.self, CashMovement.byID),
    ]
}
