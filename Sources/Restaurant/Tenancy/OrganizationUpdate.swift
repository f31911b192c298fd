internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes the caller's organization; its plan is ``OrganizationPlanChange``'s.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.organizationUpdate`.
enum OrganizationUpdate: ObjectType {
    static let typeName = "OrganizationUpdatePayload"

    enum Columns {
        static let organizationID = Column<UUIDBytes?>("organization_id", at: 0)
    }

    static let fields: [Field] = [
        .one("organization", Organization.byID, key: .column(Columns.organizationID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = TenancyMutation.make(
        keyCount: 1, constraints: OrganizationCreate.constraints
    ) { (input, session) throws(TenancyFailure) in
        guard let organization = session.caller.organization else {
            throw .rejected(TenancyRejection(.notFound, at: ["input"], "There is no organization."))
        }
        try session.requireWholeReach(at: "name")
        let found = try await session.run(lock.bind(session.tenant))
        guard found.rowCount == 1, let version = found.int(0, 0) else {
            throw .rejected(TenancyRejection(.notFound, at: ["input"], "There is no organization."))
        }
        try input.requireVersion(version)
        _ = try await session.run(
            update.bind(
                session.tenant, text(try input.text("name", 1...200)),
                text(input.has("slug") ? try input.slug("slug") : nil),
                .bool(input.has("legalName")), text(try input.text("legalName", 1...300)),
                .bool(input.has("taxId")), text(try input.text("taxId", 1...40)),
                text(input.string("defaultLocale")), session.writer))
        return [organization.bytes]
    }

    private static func text(_ text: String?) -> ParameterValue { text.map { .text($0) } ?? .null }

    /// `organizations_organization_id_key` serves both.
    private static let lock = Statement(
        "OrganizationUpdate.lock",
        "SELECT version FROM organizations WHERE organization_id = $1 FOR NO KEY UPDATE",
        parameters: [.uuid])

    private static let update = Statement(
        "OrganizationUpdate.update",
        """
        UPDATE organizations SET name = coalesce($2, name), slug = coalesce($3, slug),
          legal_name = CASE WHEN $4 THEN $5 ELSE legal_name END,
          tax_id = CASE WHEN $6 THEN $7 ELSE tax_id END, default_locale = coalesce($8, default_locale),
          updated_at = now(), updated_by = $9, version = version + 1
        WHERE organization_id = $1
        """, parameters: [.uuid, .text, .text, .bool, .text, .bool, .text, .text, .uuid])
}
