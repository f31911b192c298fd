internal import Accounts
internal import DataLoader
internal import Domain
internal import GraphQLExecution

/// Registers a business: its owner's login, the organization, the first branch.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.ownerRegister`.
enum OwnerRegister: ObjectType {
    static let typeName = "OwnerRegisterPayload"
    static let fields: [Field] = [Field("userErrors", .outcomeList(0))]

    static let mutation = AccountMutation.make { (input, caller, accounts) async throws(AccountFailure) in
        guard let currency = input.string("currency").flatMap({ Domain.Currency(code: $0) }) else {
            throw .refused(AccountRefusal(.invalid, at: "currency", "This is no currency of ISO 4217."))
        }
        try await accounts.register(
            Registration(
                email: input.string("email") ?? "", password: input.string("password") ?? "",
                displayName: input.string("displayName") ?? "", locale: input.string("locale"),
                organizationName: input.string("organizationName") ?? "",
                branchName: input.string("branchName") ?? "", timezone: input.string("timezone") ?? "",
                currency: currency), from: caller.accountClient)
        return .done
    }
}
