internal import Accounts
internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// Makes the engine's function of a mutation that prepares something before its transaction.
typealias PreparedMutationMaker =
    @Sendable (_ name: String, _ services: MutationServices, _ sessions: TenantSessions) ->
    DetachedMutation<TenantCaller>

/// What a mutation may use before its transaction: it holds no connection meanwhile.
struct Preparation<Code: RejectionCode>: Sendable {
    /// On whose behalf it runs.
    let caller: TenantCaller
    /// The name of the field of `Mutation` that runs.
    let mutation: String
    /// What the server lends.
    let services: MutationServices
    /// When the request arrived, in seconds since 1970.
    let nowSeconds: Int64
    fileprivate let sessions: TenantSessions

    /// Looks something up in a transaction of its own, which leaves nothing behind. What it finds may be
    /// another later.
    func look<Value: Sendable>(
        _ body: @Sendable (MutationSession<Code>) async throws(MutationFailure<Code>) -> Value
    ) async throws(MutationFailure<Code>) -> Value {
        try await transact(commits: false, body)
    }

    /// Writes something down in a transaction of its own, which stays whatever the mutation comes to.
    func note<Value: Sendable>(
        _ body: @Sendable (MutationSession<Code>) async throws(MutationFailure<Code>) -> Value
    ) async throws(MutationFailure<Code>) -> Value {
        try await transact(commits: true, body)
    }

    private func transact<Value: Sendable>(
        commits: Bool,
        _ body: @Sendable (MutationSession<Code>) async throws(MutationFailure<Code>) -> Value
    ) async throws(MutationFailure<Code>) -> Value {
        let found: Result<Value, MutationFailure<Code>>
        do throws(LoadError) {
            found = try await sessions.write(for: caller) {
                (session: TenantSession) async throws(LoadError) -> (
                    value: Result<Value, MutationFailure<Code>>, commit: Bool
                ) in
                // What is noted by itself counts attempts, and changes no row of the business.
                if commits { session.record { (_) async throws(LoadError) in } }
                let own = MutationSession<Code>(
                    transaction: session, mutation: mutation, services: services,
                    nowSeconds: nowSeconds)
                do throws(MutationFailure<Code>) {
                    return (.success(try await body(own)), commits)
                } catch {
                    // Thrown on, it is tried again.
                    if case .failed(let cause) = error, cause.isUndone { throw LoadError(cause) }
                    return (.failure(error), false)
                }
            }
        } catch {
            throw .stopped(error)
        }
        return try found.get()
    }

    /// The text under which a secret is stored; takes some 20 ms of a core, and a place in a queue.
    func hash(_ secret: HashableSecret) async throws(MutationFailure<Code>) -> String {
        do {
            return try await services.hasher.hash(secret)
        } catch {
            // Too many at once, or no memory: nothing was written, and trying again may help.
            throw .failed(PostgresError(.overloaded))
        }
    }
}

extension AreaMutation {
    /// Wraps the body of a mutation that first does what must hold no connection, such as hashing a password.
    ///
    /// - Parameters:
    ///   - keyCount: columns of the payload's row.
    ///   - prepare: runs before the transaction; a refusal ends the mutation.
    ///   - body: checks again what may have changed since, writes, and returns the payload's keys.
    static func make<Prepared: Sendable>(
        keyCount: Int,
        preparing prepare:
            @escaping @Sendable (MutationInput<Refusal.Code>, Preparation<Refusal.Code>) async throws(Failure)
            -> Prepared,
        _ body:
            @escaping @Sendable (
                MutationInput<Refusal.Code>, Prepared, MutationSession<Refusal.Code>
            ) async throws(Failure) -> [[UInt8]?]
    ) -> PreparedMutationMaker {
        { (name, services, sessions) in
            { (arguments, values, caller) async throws(LoadError) -> MutationOutcome in
                let input = MutationInput<Refusal.Code>(
                    arguments["input"] ?? .null, nowSeconds: values.nowSeconds)
                let preparation = Preparation<Refusal.Code>(
                    caller: caller, mutation: name, services: services, nowSeconds: values.nowSeconds,
                    sessions: sessions)
                let prepared: Prepared
                do throws(Failure) {
                    prepared = try await prepare(input, preparation)
                } catch {
                    return refusal(try rejection(for: error), keyCount)
                }
                let own = make(keyCount: keyCount) { (input, session) async throws(Failure) in
                    try await body(input, prepared, session)
                }
                let mutation = AuditedMutation.make(name, services, own(name, services))
                return try await sessions.write(for: caller) {
                    (session: TenantSession) async throws(LoadError) -> (
                        value: MutationOutcome, commit: Bool
                    ) in
                    let outcome = try await mutation(arguments, values, session)
                    return (outcome, !outcome.isRefused)
                }
            }
        }
    }
}
