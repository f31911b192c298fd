internal import Accounts
internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema

/// What a mutation of accounts leaves behind.
struct AccountAnswer {
    /// The payload's row.
    var row: [[UInt8]?]
    /// Lists of the payload behind its `userErrors`.
    var lists: [RowSet] = []

    /// A payload that says only that nothing was refused.
    static let done = AccountAnswer(row: [nil])
}

/// Makes the engine's function of a mutation of accounts.
typealias AccountMutationMaker = @Sendable (AccountService?) -> DetachedMutation<TenantCaller>

/// What all mutations of accounts share: they open transactions of their own, since a guess is counted also
/// where the answer is a refusal, and no connection is held while a password is hashed.
enum AccountMutation {
    typealias Input = MutationInput<AccountErrorCode>
    typealias Body =
        @Sendable (Input, TenantCaller, AccountService) async throws(AccountFailure) -> AccountAnswer

    /// Wraps a mutation's body for the engine.
    ///
    /// - Parameters:
    ///   - columnCount: columns of the payload's row.
    ///   - lists: columns of the lists behind `userErrors`, which are empty after a refusal.
    static func make(columnCount: Int = 1, lists: [Int] = [], _ body: @escaping Body) -> AccountMutationMaker
    {
        { service in
            { (arguments, values, caller) async throws(LoadError) -> MutationOutcome in
                guard let service else {
                    throw LoadError(message: "Nobody signs in here.", code: "UNAVAILABLE")
                }
                let input = Input(arguments["input"] ?? .null, nowSeconds: values.nowSeconds)
                do throws(AccountFailure) {
                    let answer = try await body(input, caller, service)
                    return MutationOutcome(
                        row: RowSet(values: [answer.row], columnCount: columnCount),
                        lists: [AccountUserError.none] + answer.lists)
                } catch {
                    return MutationOutcome(
                        row: RowSet(
                            values: [Array(repeating: nil, count: columnCount)], columnCount: columnCount),
                        lists: [AccountUserError.row(try refusal(for: error))]
                            + lists.map { RowSet(values: [], columnCount: $0) })
                }
            }
        }
    }

    private static func refusal(for failure: AccountFailure) throws(LoadError) -> AccountRefusal {
        switch failure {
        case .refused(let refusal): return refusal
        case .failed(let error): throw LoadError(error)
        case .overloaded:
            throw LoadError(message: "The server is busy; try again in a moment.", code: "OVERLOADED")
        case .unusable:
            throw LoadError(message: "Something went wrong on our side.", code: "INTERNAL")
        }
    }
}

extension TenantCaller {
    /// Where the request comes from.
    var accountClient: AccountClient {
        AccountClient(address: origin.address, requestID: origin.requestID, deadline: deadline)
    }
}
