internal import DataLoader
internal import GraphQLExecution

/// How a branch works, as its people see it: columns of a branch, with the defaults of what it leaves open.
///
/// - SeeAlso: `schema.graphql`, type `BranchPolicies`; `Config/permissions.yaml`, key `BranchPolicies`.
enum ShownPolicies: ObjectType {
    static let typeName = "BranchPolicies"

    enum Columns {
        static let autoConfirmSources = Column<TextList>("auto_confirm_sources", at: 0)
        static let completeOnPaid = Column<Bool>("complete_on_paid", at: 1)
        static let waitersCancelConfirmed = Column<Bool>("waiters_cancel_confirmed", at: 2)
        static let autoApproveSessions = Column<Bool>("auto_approve_sessions", at: 3)
        static let serviceChargeBasisPoints = Column<Int32>("service_charge_bps", at: 4)
        static let enabledPaymentMethods = Column<TextList>("enabled_payment_methods", at: 5)
        static let recallMinutes = Column<Int32>("recall_minutes", at: 6)
        static let sessionHours = Column<Int32>("session_hours", at: 7)
        static let cashierRefundLimitMinor = Column<Int64>("cashier_refund_limit_minor", at: 8)
    }

    static let fields: [Field] = [
        .column("autoConfirmSources", Columns.autoConfirmSources),
        .column("completeOnPaid", Columns.completeOnPaid),
        .column("waitersCancelConfirmed", Columns.waitersCancelConfirmed),
        .column("autoApproveSessions", Columns.autoApproveSessions),
        .column("serviceChargeBasisPoints", Columns.serviceChargeBasisPoints),
        .column("enabledPaymentMethods", Columns.enabledPaymentMethods),
        .column("recallMinutes", Columns.recallMinutes),
        .column("sessionHours", Columns.sessionHours),
        .column("cashierRefundLimitMinor", Columns.cashierRefundLimitMinor),
    ]
}
