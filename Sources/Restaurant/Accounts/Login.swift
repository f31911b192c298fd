internal import Accounts
internal import DataLoader
internal import GraphQLExecution

/// Signs a person in by e-mail address and password.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.login`.
enum Login: ObjectType {
    static let typeName = "LoginPayload"
    static let fields = AuthSession.payload + [Field("organizations", .outcomeList(1))]

    static let mutation = AccountMutation.make(
        columnCount: AuthSession.Columns.count, lists: [OrganizationChoice.Columns.count]
    ) { (input, caller, accounts) async throws(AccountFailure) in
        let session = try await accounts.login(
            email: input.string("email") ?? "", password: input.string("password") ?? "",
            organization: try input.organization(), from: caller.accountClient)
        return AccountAnswer(
            row: AuthSession.row(session), lists: [OrganizationChoice.rows(session.choices)])
    }
}
