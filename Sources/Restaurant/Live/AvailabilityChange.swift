internal import DataLoader
internal import GraphQLExecution

/// An item or a modifier went off sale, or is back.
///
/// - SeeAlso: `schema.graphql`, type `AvailabilityChange`; `Config/permissions.yaml`, key
///   `AvailabilityChange`.
enum AvailabilityChange: ObjectType {
    static let fields: [Field] =
        LiveEvent.fields + [
            .one("item", MenuItem.inBranch, key: .column(LiveEvent.branch), .column(LiveEvent.item)),
            .one("modifier", Modifier.byID, key: .column(LiveEvent.branch), .column(LiveEvent.modifier)),
        ]

    /// `Subscription.menuAvailabilityChanged`.
    static let source = LiveSource(
        name: "menuAvailabilityChanged", place: .branch, changes: ["availability.changed": .changed],
        subjects: [
            Field.Subject(
                MenuItem.typeName, MenuItem.inBranch,
                key: [.column(LiveEvent.branch), .column(LiveEvent.item)]),
            Field.Subject(
                Modifier.typeName, Modifier.byID,
                key: [.column(LiveEvent.branch), .column(LiveEvent.modifier)]),
        ],
        requires: Branch.ofList, binds: ["locale"])
}
