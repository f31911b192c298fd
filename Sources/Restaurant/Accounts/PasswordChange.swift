internal import Accounts
internal import DataLoader
internal import GraphQLExecution

/// Replaces the password of who is signed in; all sessions but the new one end.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.passwordChange`.
enum PasswordChange: ObjectType {
    static let typeName = "PasswordChangePayload"
    static let fields = AuthSession.payload

    static let mutation = AccountMutation.make(
        columnCount: AuthSession.Columns.count
    ) { (input, caller, accounts) async throws(AccountFailure) in
        guard let user = caller.user else { throw .refused(.notSignedIn) }
        return AuthSession.answer(
            try await accounts.changePassword(
                of: user, from: input.string("currentPassword") ?? "",
                to: input.string("newPassword") ?? "",
                // Who acts in an organization has no place there to go on in.
                in: caller.member == nil ? nil : caller.organization,
                from: caller.accountClient))
    }
}
