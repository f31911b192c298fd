internal import Accounts
internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Goes on in another organization of the same login.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.organizationSelect`.
enum OrganizationSelect: ObjectType {
    static let typeName = "OrganizationSelectPayload"
    static let fields = AuthSession.payload

    static let mutation = AccountMutation.make(
        columnCount: AuthSession.Columns.count
    ) { (input, caller, accounts) async throws(AccountFailure) in
        guard let organization = try input.organization() else { throw .refused(.token) }
        return AuthSession.answer(
            try await accounts.select(
                organization: organization, with: input.string("refreshToken") ?? "",
                from: caller.accountClient))
    }
}

extension AccountMutation.Input {
    /// The organization of the input; nil when none is given.
    func organization() throws(AccountFailure) -> UUIDBytes? {
        guard let id = string("organizationId") else { return nil }
        guard let organization = EntityKind.organization.uuid(id) else {
            throw .refused(AccountRefusal(.notFound, at: "organizationId", AccountService.noOrganization))
        }
        return organization
    }
}
