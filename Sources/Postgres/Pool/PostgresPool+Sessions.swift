/// Bodies that say what they throw, `{ (session) async throws(PostgresError) in … }`, get it back typed;
/// other closures throw `any Error`, which is what Swift infers for them.
extension PostgresPool {
    /// Lends a connection for a read: one snapshot, tenant set inside, ended by the last round's `.sync` or
    /// here.
    ///
    /// The body runs on the connection's reactor unless the caller is isolated to an actor.
    ///
    /// - Parameters:
    ///   - tenant: the organization whose rows are visible; nil for none.
    ///   - deadline: when to give up, the running statement included; the session limit if nil.
    ///   - observer: sees the statements of this session, besides the pool's observer.
    /// - Throws: `.overloaded`, `.unavailable`, `.deadlineExceeded`, `.canceled`, and what the body throws.
    public func withSession<Value, Failure: PostgresFailure>(
        tenant: UUIDBytes?, deadline: ContinuousClock.Instant? = nil, observer: StatementObserver? = nil,
        _ body: (PostgresSession) async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        try await lend(tenant: tenant, deadline: deadline, observer: observer, body)
    }

    /// The same for a body that does not say what it throws.
    public func withSession<Value>(
        tenant: UUIDBytes?, deadline: ContinuousClock.Instant? = nil, observer: StatementObserver? = nil,
        _ body: (PostgresSession) async throws -> Value
    ) async throws -> Value {
        do throws(UntypedFailure) {
            return try await lend(tenant: tenant, deadline: deadline, observer: observer) {
                (session) async throws(UntypedFailure) in
                do {
                    return try await body(session)
                } catch {
                    throw UntypedFailure(any: error)
                }
            }
        } catch {
            throw error.error
        }
    }

    /// Runs the body in one transaction: BEGIN and the tenant in the first packet, COMMIT after the body,
    /// ROLLBACK when it throws.
    ///
    /// - Throws: as `withSession`, and `.commitUnknown` when the connection broke after COMMIT was sent.
    public func withTransaction<Value, Failure: PostgresFailure>(
        tenant: UUIDBytes?, deadline: ContinuousClock.Instant? = nil, observer: StatementObserver? = nil,
        _ body: (PostgresSession) async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        try await transact(tenant: tenant, deadline: deadline, observer: observer, body)
    }

    /// The same for a body that does not say what it throws.
    public func withTransaction<Value>(
        tenant: UUIDBytes?, deadline: ContinuousClock.Instant? = nil, observer: StatementObserver? = nil,
        _ body: (PostgresSession) async throws -> Value
    ) async throws -> Value {
        do throws(UntypedFailure) {
            return try await transact(tenant: tenant, deadline: deadline, observer: observer) {
                (session) async throws(UntypedFailure) in
                do {
                    return try await body(session)
                } catch {
                    throw UntypedFailure(any: error)
                }
            }
        } catch {
            throw error.error
        }
    }

    private func transact<Value, Failure: PostgresFailure>(
        tenant: UUIDBytes?, deadline: ContinuousClock.Instant?, observer: StatementObserver?,
        _ body: (PostgresSession) async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        precondition(kind == .write, "a read pool has no transactions to commit")
        return try await lend(tenant: tenant, deadline: deadline, observer: observer) {
            (session) async throws(Failure) in
            let value = try await body(session)
            do throws(PostgresError) {
                try await session.connection.commit(session: session.id)
            } catch {
                throw Failure(error)
            }
            return value
        }
    }
}

/// Carries any error through the typed path.
private struct UntypedFailure: PostgresFailure {
    let error: any Error

    init(any error: any Error) {
        self.error = error
    }

    init(_ error: PostgresError) {
        self.error = error
    }
}
