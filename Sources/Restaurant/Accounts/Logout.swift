internal import Accounts
internal import DataLoader
internal import GraphQLExecution

/// Ends the session of a refresh token.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.logout`.
enum Logout: ObjectType {
    static let typeName = "LogoutPayload"
    static let fields: [Field] = [Field("userErrors", .outcomeList(0))]

    static let mutation = AccountMutation.make { (input, caller, accounts) async throws(AccountFailure) in
        try await accounts.logout(input.string("refreshToken") ?? "", from: caller.accountClient)
        return .done
    }
}
