public import GraphQLExecution
public import Postgres

/// Opens the transactions in which operations run: reads on one pool, writes on the other.
public struct TenantSessions: SessionSource {
    /// Reads: repeatable read and read only by the pool's default.
    let readPool: PostgresPool
    /// Writes: read committed.
    let writePool: PostgresPool
    private let cache: RowCache?
    private let onGrowth: @Sendable (Set<BranchPlace>) -> Void

    /// Sessions over the two pools.
    ///
    /// - Parameters:
    ///   - cache: answers loads of its tables from memory; nil to read everything anew.
    ///   - onGrowth: hears of the branches in whose logs a write has told something, once that is
    ///     committed. Whoever must not miss it looks at the logs as well: a process can end before it calls.
    public init(
        readPool: PostgresPool, writePool: PostgresPool, cache: RowCache? = nil,
        onGrowth: @escaping @Sendable (Set<BranchPlace>) -> Void = { _ in }
    ) {
        self.readPool = readPool
        self.writePool = writePool
        self.cache = cache
        self.onGrowth = onGrowth
    }

    /// Runs `body` in one read-only transaction: all rounds see one snapshot.
    ///
    /// Where the cache has all that it needs, it runs without a transaction, as of one edition. Where that
    /// turns out not to be so, it runs anew.
    /// When its connection breaks, or the database ends it for the sake of another one, `body` runs once
    /// more: it has told nobody anything yet.
    public func read<Result: Sendable>(
        for caller: TenantCaller, _ body: @Sendable (TenantSession) async throws(LoadError) -> Result
    ) async throws(LoadError) -> Result {
        if let value = try await fromMemory(for: caller, body) { return value }
        do {
            return try await attempt(for: caller, body)
        } catch {
            guard [LoadError.connectionLost.code, LoadError.undone.code].contains(error.code) else {
                throw error.outside
            }
            do {
                return try await attempt(for: caller, body)
            } catch {
                throw error.outside
            }
        }
    }

    /// As `read`, but a broken connection ends it: `body` may have sent the first payload already.
    public func readOnce<Result: Sendable>(
        for caller: TenantCaller, _ body: @Sendable (TenantSession) async throws(LoadError) -> Result
    ) async throws(LoadError) -> Result {
        do {
            return try await attempt(for: caller, mode: .readOnce, body)
        } catch {
            throw error.outside
        }
    }

    /// Runs `body` without a connection; nil where it needs one.
    private func fromMemory<Result: Sendable>(
        for caller: TenantCaller, _ body: @Sendable (TenantSession) async throws(LoadError) -> Result
    ) async throws(LoadError) -> Result? {
        guard let cache, !caller.hasHeard else { return nil }
        let use = CacheUse(cache)
        let mayAnswer = caller.organization.map { use.trust($0) != nil } ?? cache.knowsCodes
        guard mayAnswer else { return nil }
        do {
            let value = try await body(TenantSession(nil, caller: caller, mode: .read, cacheUse: use))
            guard !use.isLacking else { return nil }
            cache.count { $0.wholeAnswers += 1 }
            return value
        } catch {
            guard !use.isLacking else { return nil }
            throw error.outside
        }
    }

    private func attempt<Result: Sendable>(
        for caller: TenantCaller, mode: TenantSession.Mode = .read,
        _ body: @Sendable (TenantSession) async throws(LoadError) -> Result
    ) async throws(LoadError) -> Result {
        try await readPool.withSession(
            tenant: caller.organization, deadline: caller.deadline, observer: caller.observer
        ) { (session: PostgresSession) async throws(LoadError) -> Result in
            try await body(
                TenantSession(session, caller: caller, mode: mode, cacheUse: cache.map(CacheUse.init)))
        }
    }

    /// How often a write is tried whose transaction the database ends for the sake of another one's.
    private static let attemptCountMax = 4

    /// Runs `body` in one transaction that commits if it returns `commit: true`, its record as the last
    /// thing before, and rolls back otherwise.
    ///
    /// When the database undoes it to resolve a deadlock, `body` runs again: nothing of it has remained.
    public func write<Result: Sendable>(
        for caller: TenantCaller,
        _ body: @Sendable (TenantSession) async throws(LoadError) -> (value: Result, commit: Bool)
    ) async throws(LoadError) -> Result {
        var attemptsLeft = Self.attemptCountMax
        while true {
            attemptsLeft -= 1
            do throws(LoadError) {
                return try await writeOnce(for: caller, body)
            } catch {
                guard error.code == LoadError.undone.code, attemptsLeft > 0 else { throw error.outside }
            }
        }
    }

    private func writeOnce<Result: Sendable>(
        for caller: TenantCaller,
        _ body: @Sendable (TenantSession) async throws(LoadError) -> (value: Result, commit: Bool)
    ) async throws(LoadError) -> Result {
        do throws(Unfinished<Result>) {
            let (value, tenant, grown) = try await writePool.withTransaction(
                tenant: caller.organization, deadline: caller.deadline, observer: caller.observer
            ) { (session: PostgresSession) async throws(Unfinished<Result>) in
                let outcome: (value: Result, commit: Bool)
                let session = TenantSession(session, caller: caller, mode: .write)
                do throws(LoadError) {
                    outcome = try await body(session)
                    if outcome.commit { try await session.finish() }
                } catch {
                    throw Unfinished<Result>.failed(error)
                }
                guard outcome.commit else { throw Unfinished.rolledBack(outcome.value) }
                return (outcome.value, session.caller.organization, session.grownBranches)
            }
            if let tenant { cache?.forget(tenant) }
            if !grown.isEmpty { onGrowth(grown) }
            return value
        } catch {
            switch error {
            case .rolledBack(let value): return value
            case .failed(let error):
                // It may be committed, and only its acknowledgement lost.
                if let organization = caller.organization {
                    cache?.forget(organization)
                } else {
                    cache?.forgetAll()
                }
                throw error
            }
        }
    }
}

/// Why a transaction was not committed; the pool rolls back when a body throws.
private enum Unfinished<Value: Sendable>: PostgresFailure {
    /// On purpose: the mutation refused, and its answer is the value.
    case rolledBack(Value)
    case failed(LoadError)

    init(_ error: PostgresError) {
        self = .failed(LoadError(error))
    }
}
