internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A place that waits for its login.
///
/// - SeeAlso: `schema.graphql`, type `Invitation`; `Config/permissions.yaml`, key `Invitation`.
enum Invitation: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table(
        "invitations", columns: Columns.all, isLive: isVisible, person: "t.id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let email = Column<String>("email", at: 1, isPersonal: true)
        static let role = Column<String>("role", at: 2)
        static let expiresAt = Column<Instant>("expires_at", at: 3)
        static let createdAt = Column<Instant>("created_at", at: 4)
        static let all = columnList(id, email, role, expiresAt, createdAt)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .invitation),
        .column("email", Columns.email),
        .column("role", Columns.role, as: .plainText),
        .many("branches", Branch.byInvitation, key: .column(Columns.id)),
        .column("createdAt", Columns.createdAt),
        .column("expiresAt", Columns.expiresAt),
    ]

    /// Open, and to a branch within reach; the unique key of `invitation_branches` serves it.
    private static let isVisible: SQLTemplate = """
        t.accepted_at IS NULL AND t.revoked_at IS NULL AND (\(.branches) IS NULL OR EXISTS (\
        SELECT FROM invitation_branches AS ib WHERE \(tenant: "ib") AND ib.invitation_id = t.id \
        AND ib.branch_id = ANY(\(.branches))))
        """

    /// `invitations_pkey` has it.
    static let order = PageOrder(Columns.id)

    /// `invitations_pkey` serves it.
    static let byID = BatchLoader.one("Invitation.byID", rows, .column(Columns.id))
    /// `invitations_pkey` serves it.
    static let open = BatchLoader.page("Invitation.open", rows, .tenant(), order: order)
}
