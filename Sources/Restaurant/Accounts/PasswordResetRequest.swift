internal import Accounts
internal import DataLoader
internal import GraphQLExecution

/// Sends a token for a new password, if the address is a login's; the answer is the same if not.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.passwordResetRequest`.
enum PasswordResetRequest: ObjectType {
    static let typeName = "PasswordResetRequestPayload"
    static let fields: [Field] = [Field("userErrors", .outcomeList(0))]

    static let mutation = AccountMutation.make { (input, caller, accounts) async throws(AccountFailure) in
        try await accounts.requestPasswordReset(
            email: input.string("email") ?? "", from: caller.accountClient)
        return .done
    }
}
