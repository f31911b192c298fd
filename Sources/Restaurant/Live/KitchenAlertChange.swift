internal import DataLoader
internal import GraphQLExecution

/// An event of an alert of a kitchen.
///
/// - SeeAlso: `schema.graphql`, type `KitchenAlertChange`; `Config/permissions.yaml`, key
///   `KitchenAlertChange`.
enum KitchenAlertChange: ObjectType {
    static let fields: [Field] =
        LiveEvent.fields + [.one("alert", KitchenAlert.byID, key: .column(LiveEvent.entity))]

    /// `Subscription.kitchenAlertChanged`.
    static let source = LiveSource(
        name: "kitchenAlertChanged", place: .branch,
        changes: ["kitchen_alert.raised": .created, "kitchen_alert.resolved": .statusChanged],
        subjects: [
            Field.Subject(KitchenAlert.typeName, KitchenAlert.byID, key: [.column(LiveEvent.entity)])
        ],
        requires: Branch.ofList)
}
