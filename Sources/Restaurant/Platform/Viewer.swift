internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// Who is asking, as the token says.
///
/// - SeeAlso: `schema.graphql`, type `Viewer`; `Config/permissions.yaml`, key `Viewer`.
enum Viewer: ObjectType {
    static let table: DataLoader.Table? = rows
    static let shown: (any ObjectType.Type)? = Organization.self
    static let rows = DataLoader.Table("organizations", columns: Columns.all)

    enum Columns {
        static let organizationID = Column<UUIDBytes>("id", at: 0)
        static let role = Column<String>("role", at: 1, "\(.role)")
        static let memberID = Column<UUIDBytes?>("member", at: 2, "\(.member)")
        static let all = columnList(organizationID, role, memberID)
    }

    static let fields: [Field] = [
        .column("role", Columns.role, as: .plainText),
        .one("member", Member.byID, key: .column(Columns.memberID)),
        .one("organization", Organization.byID, key: .column(Columns.organizationID)),
        .many("branches", Branch.byOrganization, key: .column(Columns.organizationID)),
    ]

    /// The caller's organization; `organizations_pkey` serves it.
    static let current = BatchLoader.one("Viewer.current", rows, .tenant())
}
