internal import Accounts
internal import DataLoader
internal import GraphQLExecution

/// Spends a reset token on a new password; all sessions of the login end.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.passwordReset`.
enum PasswordReset: ObjectType {
    static let typeName = "PasswordResetPayload"
    static let fields: [Field] = [Field("userErrors", .outcomeList(0))]

    static let mutation = AccountMutation.make { (input, caller, accounts) async throws(AccountFailure) in
        try await accounts.resetPassword(
            with: input.string("token") ?? "", to: input.string("newPassword") ?? "",
            from: caller.accountClient)
        return .done
    }
}
