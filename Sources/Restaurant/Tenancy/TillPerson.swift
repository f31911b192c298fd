internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// Who can sign in at a branch's till by PIN: a name to choose, and nothing else of a member.
///
/// - SeeAlso: `schema.graphql`, type `TillPerson`; `Config/permissions.yaml`, key `TillPerson`.
enum TillPerson: ObjectType {
    static let table: DataLoader.Table? = rows
    /// Not a member's: colleagues are shown here on purpose to who may see no other member.
    static let shown: (any ObjectType.Type)? = TillPerson.self
    static let rows = DataLoader.Table("members", columns: Columns.all)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let displayName = Column<String>(
            "display_name", at: 1, "(SELECT u.display_name FROM users AS u WHERE u.id = t.user_id)")
        static let all = columnList(id, displayName)
    }

    static let fields: [Field] = [
        .id("memberId", Columns.id, .member),
        .column("displayName", Columns.displayName),
    ]

    /// `members_pkey` has it.
    static let order = PageOrder(Columns.id)

    /// Whom `pinLogin` lets in there; the unique key of `member_branches` and `users_pkey` serve it.
    static let byBranch = BatchLoader.page(
        "TillPerson.byBranch", rows,
        .keys(
            ["branch_id": .uuid],
            match: """
                t.is_active AND t.pin_hash IS NOT NULL \
                AND EXISTS (SELECT FROM users AS u WHERE u.id = t.user_id AND u.is_active) \
                AND (EXISTS (SELECT FROM member_branches AS mb WHERE \(tenant: "mb") AND mb.member_id = t.id \
                AND mb.branch_id = k.branch_id) OR t.role = 'ORG_ADMIN' AND NOT EXISTS (\
                SELECT FROM member_branches AS mb WHERE \(tenant: "mb") AND mb.member_id = t.id))
                """), order: order)
}
