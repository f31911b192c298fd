internal import Accounts
internal import DataLoader
internal import GraphQLExecution

/// Signs one of a branch's people in at a till that is signed in itself.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.pinLogin`.
enum PinLogin: ObjectType {
    static let typeName = "PinLoginPayload"
    static let fields = AuthSession.payload

    static let mutation = AccountMutation.make(
        columnCount: AuthSession.Columns.count
    ) { (input, caller, accounts) async throws(AccountFailure) in
        guard let organization = caller.organization else { throw .refused(.notSignedIn) }
        // A branch out of the till's reach answers like a wrong PIN.
        guard let branch = input.string("branchId").flatMap(EntityKind.branch.uuid), caller.reaches(branch),
            let member = input.string("memberId").flatMap(EntityKind.member.uuid)
        else { throw .refused(.credentials) }
        return AuthSession.answer(
            try await accounts.login(
                member: member, pin: input.string("pin") ?? "", in: organization, at: branch,
                till: caller.loginSession, from: caller.accountClient))
    }
}
