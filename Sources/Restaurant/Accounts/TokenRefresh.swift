internal import Accounts
internal import DataLoader
internal import GraphQLExecution

/// Exchanges a refresh token for the next pair of tokens.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.tokenRefresh`.
enum TokenRefresh: ObjectType {
    static let typeName = "TokenRefreshPayload"
    static let fields = AuthSession.payload

    static let mutation = AccountMutation.make(
        columnCount: AuthSession.Columns.count
    ) { (input, caller, accounts) async throws(AccountFailure) in
        AuthSession.answer(
            try await accounts.refresh(input.string("refreshToken") ?? "", from: caller.accountClient))
    }
}
