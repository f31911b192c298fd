internal import Accounts
internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// An organization that a person may work in, before one is selected.
///
/// - SeeAlso: `schema.graphql`, type `OrganizationChoice`; `Config/permissions.yaml`, key
///   `OrganizationChoice`.
enum OrganizationChoice: ObjectType {
    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let name = Column<String>("name", at: 1)
        static let role = Column<String>("role", at: 2)
        /// How many there are.
        static let count = 3
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .organization),
        .column("name", Columns.name),
        .column("role", Columns.role, as: .plainText),
    ]

    /// Choices as rows.
    static func rows(_ memberships: [Membership]) -> RowSet {
        RowSet(
            values: memberships.map { membership in
                [
                    membership.organization.bytes, Array(membership.organizationName.utf8),
                    Array(membership.role.utf8),
                ]
            }, columnCount: Columns.count)
    }
}
