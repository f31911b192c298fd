internal import DataLoader
internal import Domain
internal import Postgres

/// A new organization with its first branch and its owner, for a login that is there. Signing up makes the
/// login as well, before there is a caller: `Accounts/AccountService+Registration.swift`.
struct OrganizationFounding {
    private let name: String
    private let slug: String
    private let defaultLocale: String
    private let branch: BranchDetails

    /// The organization, once it is stored.
    struct Founded {
        let organization: UUIDBytes
        let branch: UUIDBytes
        let member: UUIDBytes
    }

    /// Reads and checks `OrganizationDetailsInput`'s fields.
    ///
    /// - Throws: INVALID at the field at fault.
    init<Code>(_ input: MutationInput<Code>) throws(MutationFailure<Code>) {
        name = try input.requiredText("name", 1...200)
        slug = try input.slug("slug")
        defaultLocale = input.string("defaultLocale") ?? "en"
        branch = try BranchDetails(input.object("branch"))
    }

    /// Stores all three and goes on within the new tenant. The caller's constraints say what a taken slug is
    /// called, which a unique key of `lookup_keys` refuses.
    func store<Code>(
        owner: UUIDBytes, _ input: MutationInput<Code>, _ session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) -> Founded {
        let founded = Founded(
            organization: input.newID(), branch: input.newID(), member: input.newID())
        let user = ParameterValue.uuid(owner)
        let tenant = ParameterValue.uuid(founded.organization)
        try await session.enter(founded.organization)
        _ = try await session.run([
            Self.organization.bind(tenant, .text(name), .text(slug), .text(defaultLocale), user),
            branch.insert(founded.branch, of: tenant, by: user),
            Self.owner.bind(.uuid(founded.member), tenant, user),
        ])
        return founded
    }

    /// The triggers of `organizations` register the slug, which nobody else may have.
    private static let organization = Statement(
        "OrganizationFounding.organization",
        """
        INSERT INTO organizations (id, organization_id, name, slug, default_locale, created_by, updated_by)
        VALUES ($1, $1, $2, $3, $4, $5, $5)
        """, parameters: [.uuid, .text, .text, .text, .uuid])

    private static let owner = Statement(
        "OrganizationFounding.owner",
        """
        INSERT INTO members (id, organization_id, user_id, role, is_owner, created_by, updated_by)
        VALUES ($1, $2, $3, 'ORG_ADMIN', true, $3, $3)
        """, parameters: [.uuid, .uuid, .uuid])
}
