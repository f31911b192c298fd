internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// Why a mutation of the menu did not happen.
enum MenuMutationFailure: Error {
    /// The business says no: becomes a user error, the transaction is rolled back.
    case rejected(MenuRejection)
    /// The database failed.
    case failed(PostgresError)
}

/// What the menu's mutations share: one transaction, one input, keys for the payload or a refusal.
enum MenuMutation {
    /// Wraps a mutation's body for the engine.
    ///
    /// - Parameters:
    ///   - keyCount: columns of the payload's row.
    ///   - constraints: refusals by the constraint that enforces them when two writers race.
    ///   - body: returns the payload's keys.
    static func make(
        keyCount: Int, constraints: [String: MenuRejection] = [:],
        _ body:
            @escaping @Sendable (MutationInput, TenantSession) async throws(MenuMutationFailure) -> [[UInt8]?]
    ) -> Mutation<TenantSession> {
        { (arguments, values, session) async throws(LoadError) -> MutationOutcome in
            let input = MutationInput(arguments["input"] ?? .null, nowSeconds: values.nowSeconds)
            do throws(MenuMutationFailure) {
                let keys = try await body(input, session)
                return MutationOutcome(
                    row: RowSet(values: [keys], columnCount: keyCount), lists: [MenuUserError.rows([])])
            } catch {
                return refusal(try rejection(for: error, constraints), keyCount)
            }
        }
    }

    private static func refusal(_ rejection: MenuRejection, _ keyCount: Int) -> MutationOutcome {
        MutationOutcome(
            row: RowSet(values: [Array(repeating: nil, count: keyCount)], columnCount: keyCount),
            lists: [MenuUserError.rows([rejection])], isRefused: true)
    }

    /// A violated constraint in the API's words. A foreign key that finds nothing means an ID that is not
    /// there, be it another tenant's or nobody's.
    private static func rejection(
        for failure: MenuMutationFailure, _ constraints: [String: MenuRejection]
    ) throws(LoadError) -> MenuRejection {
        switch failure {
        case .rejected(let rejection): return rejection
        case .failed(let error):
            if let name = error.constraintName, let known = constraints[name] { return known }
            guard error.sqlState == .foreignKeyViolation else { throw LoadError(error) }
            return MenuRejection(.notFound, at: ["input"], "One of the IDs names nothing.")
        }
    }
}

extension TenantSession {
    /// Runs one statement of a mutation.
    func run(_ statement: BoundStatement) async throws(MenuMutationFailure) -> PostgresResult? {
        do {
            return try await run([statement]).first
        } catch {
            throw MenuMutationFailure.failed(error)
        }
    }
}
