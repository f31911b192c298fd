internal import DataLoader
internal import GraphQLExecution

/// An event of a table.
///
/// - SeeAlso: `schema.graphql`, type `TableChange`; `Config/permissions.yaml`, key `TableChange`.
enum TableChange: ObjectType {
    static let fields: [Field] =
        LiveEvent.fields + [.one("table", DiningTable.byID, key: .column(LiveEvent.entity))]

    /// `Subscription.tableChanged`.
    static let source = LiveSource(
        name: "tableChanged", place: .branch, changes: ["table.changed": .changed],
        subjects: [Field.Subject(DiningTable.typeName, DiningTable.byID, key: [.column(LiveEvent.entity)])],
        requires: Branch.ofList)
}
