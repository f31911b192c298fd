internal import DataLoader
internal import GraphQLExecution

/// An event of a payment.
///
/// - SeeAlso: `schema.graphql`, type `PaymentChange`; `Config/permissions.yaml`, key `PaymentChange`.
enum PaymentChange: ObjectType {
    static let fields: [Field] =
        LiveEvent.fields + [.one("payment", Payment.byID, key: .column(LiveEvent.entity))]

    /// `Subscription.paymentChanged`.
    static let source = LiveSource(
        name: "paymentChanged", place: .branch, changes: ["payment.changed": .changed],
        subjects: [Field.Subject(Payment.typeName, Payment.byID, key: [.column(LiveEvent.entity)])],
        requires: Branch.ofList)
}
