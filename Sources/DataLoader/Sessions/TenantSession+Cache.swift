internal import GraphQLExecution
internal import Postgres
internal import Synchronization

/// What one operation has of a ``RowCache``.
final class CacheUse: Sendable {
    private struct State {
        /// The edition of the operation: that of its snapshot, or the one that it trusts without any.
        var edition: String?
        /// For how long the clock changes nothing.
        var steadyUntil: ContinuousClock.Instant?
        /// Whether it needs the database and has none.
        var isLacking = false
    }

    let cache: RowCache
    /// When the operation began: before its snapshot.
    let begun: ContinuousClock.Instant = .now
    private let state = Mutex(State())

    init(_ cache: RowCache) { self.cache = cache }

    var edition: String? { state.withLock { $0.edition } }
    var isLacking: Bool { state.withLock { $0.isLacking } }

    /// The error of an operation that can't go on from memory.
    func lack() -> LoadError {
        state.withLock { $0.isLacking = true }
        return .needsDatabase
    }

    /// The edition that the operation trusts without a snapshot; nil where there is none.
    func trust(_ organization: UUIDBytes) -> String? {
        state.withLock { state in
            if state.edition == nil { state.edition = cache.trusted(organization, at: begun) }
            return state.edition
        }
    }

    /// Takes the edition off the answer to its statement, which came in the operation's own snapshot.
    func verify(_ answer: PostgresResult?, of organization: UUIDBytes) -> String? {
        guard let edition = answer?.string(0, 0) else { return nil }
        let steadyUntil = answer?.int(0, 1).map { begun + .microseconds($0) }
        state.withLock { state in
            state.edition = edition
            state.steadyUntil = steadyUntil
        }
        cache.note(edition, of: organization, begun: begun)
        return edition
    }

    /// What is kept of a load that was just read.
    func entry(
        _ rows: RowSet, of load: CachedLoad, _ result: PostgresResult, readsClock: Bool
    ) -> RowStore.Entry? {
        let byteCount = result.byteCount + load.byteCount + rows.rowCount * rows.columnCount * 16
        guard readsClock else { return RowStore.Entry(rows: rows, byteCount: byteCount, steady: nil) }
        let now = ContinuousClock.now
        guard let until = state.withLock({ $0.steadyUntil }), now < until else { return nil }
        return RowStore.Entry(rows: rows, byteCount: byteCount, steady: now..<until)
    }
}

extension LoadError {
    /// An operation that was begun from memory needs the database. Never leaves the sessions.
    static let needsDatabase = LoadError(message: unavailable.message, code: "NEEDS_DATABASE")
}

/// The loads of a round with what memory may know of them.
private struct KeptRound {
    let calls: [LoadCall]
    let statements: [BoundStatement]
    let organization: UUIDBytes
    let use: CacheUse
    /// For each load whether its rows are kept, and whether they depend on the clock.
    let kinds: [(isKept: Bool, readsClock: Bool)]

    init(
        _ calls: [LoadCall], _ statements: [BoundStatement], _ organization: UUIDBytes, _ use: CacheUse
    ) {
        self.calls = calls
        self.statements = statements
        self.organization = organization
        self.use = use
        kinds = zip(calls, statements).map { $0.isKept(reading: use.cache.tables.names, as: $1) }
    }

    func load(_ index: Int, at edition: String) -> CachedLoad? {
        kinds[index].isKept ? CachedLoad(statements[index], of: organization, at: edition) : nil
    }

    /// What memory has under an edition.
    func known(at edition: String) -> [RowSet?] {
        use.cache.rows(
            of: calls.indices.map { load($0, at: edition) }, begun: use.begun,
            at: .now)
    }

    /// The rows of results, of which those are kept that may be.
    func rows(_ results: [PostgresResult], of indices: [Int], at edition: String?) -> [RowSet] {
        let sets = results.map(RowSet.init(holding:))
        guard let edition else { return sets }
        var kept: [(load: CachedLoad, entry: RowStore.Entry)] = []
        for (place, index) in indices.enumerated() where place < sets.count {
            guard let load = load(index, at: edition),
                let entry = use.entry(
                    sets[place], of: load, results[place], readsClock: kinds[index].readsClock)
            else { continue }
            kept.append((load, entry))
        }
        use.cache.keep(kept)
        return sets
    }
}

extension TenantSession {
    /// Answers a round with what memory knows, and the rest by the database.
    func load(
        _ calls: [LoadCall], as statements: [BoundStatement], isLast: Bool, with use: CacheUse
    ) async throws(LoadError) -> [RowSet] {
        guard let organization = caller.organization else {
            guard hasDatabase else { throw use.lack() }
            return try await run(statements, end: isLast ? .sync : .flush).map(RowSet.init(holding:))
        }
        let round = KeptRound(calls, statements, organization, use)
        guard hasDatabase else { return try remembered(round) }
        guard round.kinds.contains(where: \.isKept) else {
            return try await run(statements, end: isLast ? .sync : .flush).map(RowSet.init(holding:))
        }
        let answers =
            use.edition == nil
            ? try await loadFirst(round, isLast: isLast) : try await loadNext(round, isLast: isLast)
        return answers
    }

    /// Answers a round without the database.
    ///
    /// - Throws: `needsDatabase` where anything is missing.
    private func remembered(_ round: KeptRound) throws(LoadError) -> [RowSet] {
        let use = round.use
        guard round.kinds.allSatisfy(\.isKept), let edition = use.trust(round.organization) else {
            throw use.lack()
        }
        // As of the beginning, for all rounds alike.
        let known = use.cache.rows(
            of: round.calls.indices.map { round.load($0, at: edition) }, begun: use.begun, at: use.begun)
        var answers: [RowSet] = []
        for (call, rows) in zip(round.calls, known) {
            // That a code leads here was a guess: only its branch proves it.
            guard let rows, rows.rowCount > 0 || !call.entersTenant else { throw use.lack() }
            answers.append(rows)
        }
        use.cache.count { $0.hits += answers.count }
        return answers
    }

    /// The first round with loads that are kept: it reads the edition of this snapshot as well.
    private func loadFirst(_ round: KeptRound, isLast: Bool) async throws(LoadError) -> [RowSet] {
        let use = round.use
        let guessed = use.cache.guess(round.organization).map(round.known(at:))
        let expected = guessed ?? Array(repeating: nil, count: round.calls.count)
        let missing = expected.indices.filter { expected[$0] == nil }
        let asked =
            missing.map { round.statements[$0] } + [
                use.cache.tables.edition.bind(.uuid(round.organization))
            ]
        let isWhole = missing.count == round.calls.count
        let results = try await run(asked, end: isLast && isWhole ? .sync : .flush)
        let edition = use.verify(results.last, of: round.organization)
        var answers: [RowSet?] = Array(repeating: nil, count: round.calls.count)
        let read = round.rows(Array(results.dropLast()), of: missing, at: edition)
        for (index, rows) in zip(missing, read) { answers[index] = rows }
        use.cache.count { $0.misses += missing.count(where: { round.kinds[$0].isKept }) }
        return isWhole ? answers.compactMap(\.self) : try await complete(answers, round, isLast: isLast)
    }

    /// A round after the edition is known.
    private func loadNext(_ round: KeptRound, isLast: Bool) async throws(LoadError) -> [RowSet] {
        try await complete(Array(repeating: nil, count: round.calls.count), round, isLast: isLast)
    }

    /// What is missing of a round, from memory under the edition of this snapshot, else by the database.
    private func complete(
        _ begun: [RowSet?], _ round: KeptRound, isLast: Bool
    ) async throws(LoadError) -> [RowSet] {
        let use = round.use
        let edition = use.edition
        var answers = begun
        if let edition {
            let known = round.known(at: edition)
            for index in answers.indices where answers[index] == nil { answers[index] = known[index] }
        }
        let missing = answers.indices.filter { answers[$0] == nil }
        let hitCount = missing.isEmpty ? answers.count : answers.count - missing.count
        use.cache.count { counters in
            counters.hits += hitCount - begun.count(where: { $0 != nil })
            counters.misses += missing.count(where: { round.kinds[$0].isKept })
        }
        guard !missing.isEmpty else { return answers.compactMap(\.self) }
        let results = try await run(
            missing.map { round.statements[$0] }, end: isLast ? .sync : .flush)
        for (index, rows) in zip(missing, round.rows(results, of: missing, at: edition)) {
            answers[index] = rows
        }
        return answers.compactMap(\.self)
    }
}
