internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A login's place in the organization. Whoever is held to branches sees who works there, and themselves.
///
/// - SeeAlso: `schema.graphql`, type `Member`; `Config/permissions.yaml`, key `Member`.
enum Member: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("members", columns: Columns.all, isLive: isVisible)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let role = Column<String>("role", at: 1)
        static let isOwner = Column<Bool>("is_owner", at: 2)
        static let isActive = Column<Bool>("is_active", at: 3)
        static let createdAt = Column<Instant>("created_at", at: 4)
        static let version = Column<Int32>("version", at: 5)
        static let displayName = Column<String>("display_name", at: 6, ofLogin("display_name"))
        static let email = Column<String>("email", at: 7, ofLogin("email"))
        static let hasPin = Column<Bool>("has_pin", at: 8, "(t.pin_hash IS NOT NULL)")
        static let reachesAll = Column<Bool>(
            "reaches_all", at: 9,
            """
            (t.role = 'ORG_ADMIN' AND NOT EXISTS (SELECT FROM member_branches AS mb \
            WHERE \(tenant: "mb") AND mb.member_id = t.id))
            """)
        static let all = columnList(
            id, role, isOwner, isActive, createdAt, version, displayName, email, hasPin, reachesAll)

        /// Names and addresses belong to the login, which has no tenant; `users_pkey` serves it.
        private static func ofLogin(_ column: String) -> SQLTemplate {
            "(SELECT u.\(column: column) FROM users AS u WHERE u.id = t.user_id)"
        }
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .member),
        .column("displayName", Columns.displayName),
        .column("email", Columns.email),
        .column("role", Columns.role, as: .plainText),
        .column("isOwner", Columns.isOwner),
        .column("isActive", Columns.isActive),
        .column("hasPin", Columns.hasPin),
        .column("reachesAllBranches", Columns.reachesAll),
        .many("branches", Branch.byMember, key: .column(Columns.id)),
        .column("joinedAt", Columns.createdAt),
        .column("version", Columns.version),
    ]

    /// The unique key of `member_branches` serves it.
    private static let isVisible: SQLTemplate = """
        (\(.branches) IS NULL OR t.id = \(.member) OR EXISTS (SELECT FROM member_branches AS mb \
        WHERE \(tenant: "mb") AND mb.member_id = t.id AND mb.branch_id = ANY(\(.branches))))
        """

    /// `members_pkey` has it; identifiers begin with the time, so people stand in the order of their joining.
    static let order = PageOrder(Columns.id)

    /// `members_pkey` serves it.
    static let byID = BatchLoader.one("Member.byID", rows, .column(Columns.id))
    /// Who waits on a table now; `table_assignments_live_key` serves it.
    static let byTable = BatchLoader.many(
        "Member.byTable", rows,
        .keys(
            ["table_id": .uuid], through: "table_assignments",
            on: "l.table_id = k.table_id AND l.unassigned_at IS NULL", match: "t.id = l.member_id"),
        orderBy: "t.id")
    /// `members_pkey` serves it, the unique key of `member_branches` the branch.
    static let list = BatchLoader.page(
        "Member.list", rows,
        .keys(
            ["branch_id": .uuid, "inactive": .boolean],
            match: """
                (k.inactive OR t.is_active) AND (k.branch_id IS NULL OR EXISTS (\
                SELECT FROM member_branches AS at WHERE \(tenant: "at") AND at.member_id = t.id \
                AND at.branch_id = k.branch_id AND \(reached)))
                """), order: order)

    /// Who works in a branch beyond reach is not told of those either who are seen because of another one.
    private static let reached: SQLTemplate = .isReachable("at.branch_id")
}
