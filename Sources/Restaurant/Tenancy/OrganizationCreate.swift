internal import Accounts
internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Founds another organization, which the caller's login owns; `organizationSelect` then leads there.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.organizationCreate`.
enum OrganizationCreate: ObjectType {
    static let typeName = "OrganizationCreatePayload"

    enum Columns {
        static let organizationID = Column<UUIDBytes?>("organization_id", at: 0)
    }

    static let fields: [Field] = [
        .one("organization", Organization.byID, key: .column(Columns.organizationID)),
        Field("userErrors", .outcomeList(0)),
    ]

    /// What the tables refuse, in the API's words.
    static let constraints = [
        "lookup_keys_pkey": slugTaken, "lookup_keys_code_key": slugTaken,
        "organizations_default_locale_check": TenancyRejection(
            .invalid, input: "defaultLocale", "A language is a tag such as `en` or `es-PE`."),
    ]

    private static let slugTaken = TenancyRejection(
        .slugTaken, input: "slug", "Another organization has this slug.")

    static let mutation = TenancyMutation.make(
        keyCount: 1, constraints: constraints
    ) { (input, session) throws(TenancyFailure) in
        let founding = try OrganizationFounding(input)
        guard let owner = session.caller.user else {
            throw .rejected(
                TenancyRejection(.membersOnly, at: ["input"], "Only a login founds an organization."))
        }
        try await session.count(.founding(by: owner), at: [])
        let founded = try await founding.store(owner: owner, input, session)
        return [founded.organization.bytes]
    }
}
