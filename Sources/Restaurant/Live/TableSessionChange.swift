internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// An event of a session at a table.
///
/// - SeeAlso: `schema.graphql`, type `TableSessionChange`; `Config/permissions.yaml`, key
///   `TableSessionChange`.
enum TableSessionChange: ObjectType {
    static let fields: [Field] =
        LiveEvent.fields + [.one("session", TableSession.byID, key: .column(LiveEvent.entity))]

    /// `Subscription.tableSessionChanged`.
    static let source = LiveSource(
        name: "tableSessionChanged", place: .entity(.tableSession, branch),
        changes: ["session.changed": .changed],
        subjects: [Field.Subject(TableSession.typeName, TableSession.byID, key: [.column(LiveEvent.entity)])],
        requires: Field.Requirement(TableSession.byID, key: [.id("id", .tableSession)]))

    /// `table_sessions_pkey` serves it.
    private static let branch = Statement(
        "TableSessionChange.branch",
        "SELECT branch_id FROM table_sessions WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid])
}
