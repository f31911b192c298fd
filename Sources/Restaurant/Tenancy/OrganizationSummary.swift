internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// An organization as its name and the login's place in it: known before the organization is entered.
///
/// - SeeAlso: `schema.graphql`, type `OrganizationSummary`; `Config/permissions.yaml`, key
///   `OrganizationSummary`.
enum OrganizationSummary: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table(
        "organization_directory", columns: Columns.all,
        globalBecause: "A login asks before it enters an organization; the condition is its own places.")

    enum Columns {
        static let id = Column<UUIDBytes>("organization_id", at: 0)
        static let name = Column<String>("name", at: 1)
        static let slug = Column<String>("slug", at: 2)
        static let role = Column<String?>("place_role", at: 3, place("role"))
        static let isOwner = Column<Bool?>("place_is_owner", at: 4, place("is_owner"))
        static let all = columnList(id, name, slug, role, isOwner)

        private static func place(_ column: String) -> SQLTemplate {
            """
            (SELECT l.\(column: column) FROM login_organizations AS l \
            WHERE l.user_id = \(.user) AND l.organization_id = t.organization_id AND l.is_active)
            """
        }
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .organization),
        .column("name", Columns.name),
        .column("slug", Columns.slug, as: .plainText),
        .column("role", Columns.role, as: .plainText),
        .column("isOwner", Columns.isOwner),
    ]

    /// `organization_directory_name_idx` has it.
    static let order = PageOrder(Columns.name, Columns.id)

    /// The login's own, and all of them for who runs the platform and stands outside of all;
    /// `login_organizations_pkey` and `users_pkey` serve the condition.
    static let ofLogin = BatchLoader.page(
        "OrganizationSummary.ofLogin", rows, .tenant(), order: order,
        where: [
            """
            (EXISTS (SELECT FROM login_organizations AS l WHERE l.user_id = \(.user) \
            AND l.organization_id = t.organization_id AND l.is_active) \
            OR \(.organization) IS NULL AND EXISTS (SELECT FROM users AS u \
            WHERE u.id = \(.user) AND u.is_super_admin AND u.is_active))
            """
        ])
}
