public import GraphQLExecution
public import Postgres
internal import Synchronization

/// One operation's transaction as the engine sees it: answers rounds of loads, one packet a round.
///
/// The tenant and the branches within reach come from the caller here, never from a statement's author. A
/// session without a tenant may enter one by a public code, once; whatever it reads before is empty, and
/// codes of other tenants are refused at their fields.
public final class TenantSession: LoadSession {
    /// What a session is opened for.
    enum Mode {
        case read
        /// As `read`, but its body hears of a broken connection what a caller may hear: it is not run again.
        case readOnce
        case write
    }

    /// Nil where the operation is tried from memory alone.
    private let session: PostgresSession?
    private let mode: Mode
    /// What it has of the cache; nil without one, and for writes.
    private let cacheUse: CacheUse?
    /// Changes only where the session enters a tenant.
    private let current: Mutex<TenantCaller>
    /// Public codes that lead to other tenants than the one entered.
    private let foreignCodes = Mutex<Set<String>>([])

    /// What loads that are worked out share, by name.
    let computed = Mutex<[String: any Sendable]>([:])

    /// What a write remembers until its commit.
    let writing = Mutex(WriteState())

    /// On whose behalf it runs, in the tenant that it has entered.
    public var caller: TenantCaller { current.withLock { $0 } }

    init(_ session: PostgresSession?, caller: TenantCaller, mode: Mode, cacheUse: CacheUse? = nil) {
        self.session = session
        self.mode = mode
        self.cacheUse = cacheUse
        current = Mutex(caller)
    }

    /// Whether it can ask the database.
    var hasDatabase: Bool { session != nil }

    /// Answers all loads of a round.
    public func load(_ calls: [LoadCall], isLast: Bool) async throws(LoadError) -> [RowSet] {
        guard !calls.contains(where: CallerLoad.answers) else {
            return try await loadPartly(calls, isLast: isLast)
        }
        try await enterTenant(for: calls)
        let binder = ParameterBinder(caller: caller)
        var statements: [BoundStatement] = []
        statements.reserveCapacity(calls.count)
        for call in calls { statements.append(try binder.bind(call)) }
        let foreign = foreignCodes.withLock { $0 }
        if let cacheUse, foreign.isEmpty {
            return try await load(calls, as: statements, isLast: isLast, with: cacheUse)
        }
        let end: RoundEnd = isLast && mode != .write ? .sync : .flush
        let results = try await run(statements, end: end)
        if mode == .write { note(results, of: calls) }
        guard !foreign.isEmpty else { return results.map(RowSet.init(holding:)) }
        return zip(calls, results).map { call, result in
            call.entersTenant
                ? RowSet(result, refusing: foreign, of: call) : RowSet(holding: result)
        }
    }

    /// As `load`, for a round with loads that have no statement of their own. What is worked out goes ahead:
    /// the last load may end the transaction.
    private func loadPartly(_ calls: [LoadCall], isLast: Bool) async throws(LoadError) -> [RowSet] {
        var computed: [Int: RowSet] = [:]
        for (index, call) in calls.enumerated() {
            if let load = ComputedLoad(call) { computed[index] = try await load.answer(call, in: self) }
        }
        let asked = calls.filter { !CallerLoad.answers($0) }
        var answers = asked.isEmpty ? [] : try await load(asked, isLast: isLast)
        for (index, call) in calls.enumerated() {
            if let rows = computed[index] { answers.insert(rows, at: index) }
            if let load = CallerLoad(call) { answers.insert(load.answer(call, caller), at: index) }
        }
        return answers
    }

    /// Runs statements of a load that is worked out.
    func read(_ statements: [BoundStatement]) async throws(LoadError) -> [PostgresResult] {
        try await run(statements, end: .flush)
    }

    /// Runs statements of a mutation.
    ///
    /// - Throws: what the database reports, so that a constraint's violation can become a refusal.
    public func run(_ statements: [BoundStatement]) async throws(PostgresError) -> [PostgresResult] {
        precondition(mode == .write, "only mutations run statements of their own")
        guard let session else { throw PostgresError(.sessionOver, statement: statements.first?.statement) }
        guard let opening = opening() else { return try await session.run(statements, end: .flush) }
        return Array(try await session.run([opening] + statements, end: .flush).dropFirst())
    }

    /// Goes on in another tenant: one that this transaction made, or that a secret has proved.
    ///
    /// - Parameter branches: the branches within reach there; nil for all.
    /// - Throws: what the database reports.
    public func enter(_ organization: UUIDBytes, branches: [UUIDBytes]?) async throws(PostgresError) {
        _ = try await run([Self.enterTenant.bind(.text(organization.description))])
        current.withLock { $0 = $0.entering(organization, branches: branches) }
    }

    /// Until the end of the transaction, as the session's own statement does it.
    private static let enterTenant = Statement(
        "TenantSession.enter", "SELECT set_config('app.organization', $1, true)", parameters: [.text],
        plans: .either)

    func run(_ statements: [BoundStatement], end: RoundEnd) async throws(LoadError) -> [PostgresResult] {
        guard let session else { throw cacheUse?.lack() ?? .unavailable }
        do {
            return try await session.run(statements, end: end)
        } catch {
            let error = LoadError(error)
            throw mode == .readOnce ? error.outside : error
        }
    }

    /// Public codes are the way to a tenant without a token: `lookup_keys_pkey` serves the look-up.
    private static let enterByBranchCode = Statement(
        "TenantSession.enterByBranchCode",
        """
        SELECT organization_id, set_config('app.organization', organization_id::text, true)
        FROM lookup_key('BRANCH_PUBLIC_CODE', sha256(convert_to($1, 'UTF8')))
        """, parameters: [.text], plans: .either)

    /// Which of several codes lead to another tenant than the first that leads anywhere.
    private static let tenantsOfBranchCodes = Statement(
        "TenantSession.tenantsOfBranchCodes",
        """
        SELECT c.code, l.organization_id FROM unnest($1::text[]) WITH ORDINALITY AS c (code, place),
            lookup_key('BRANCH_PUBLIC_CODE', sha256(convert_to(c.code, 'UTF8'))) AS l ORDER BY c.place
        """, parameters: [.textArray])

    /// If a load asks for a public code and no tenant is known yet, the code decides.
    private func enterTenant(for calls: [LoadCall]) async throws(LoadError) {
        let caller = caller
        guard caller.organization == nil else { return }
        var codes: [String] = []
        for call in calls where call.entersTenant {
            for code in call.codes where !codes.contains(code) { codes.append(code) }
        }
        guard var code = codes.first else { return }
        guard hasDatabase else { return try recallTenant(of: codes) }
        if codes.count > 1 {
            guard let first = try await firstTenant(of: codes) else { return }
            code = first
        }
        let found = try await run([Self.enterByBranchCode.bind(.text(code))], end: .flush)
        guard let result = found.first, result.rowCount == 1, let organization = result.uuid(0, 0) else {
            return
        }
        current.withLock { $0 = caller.entering(organization, branches: caller.branches) }
        cacheUse?.cache.remember(organization, of: code)
    }

    /// Enters the tenant to which a code has led before.
    private func recallTenant(of codes: [String]) throws(LoadError) {
        guard let cacheUse, let code = codes.first, codes.count == 1,
            let organization = cacheUse.cache.organization(of: code)
        else { throw cacheUse?.lack() ?? .unavailable }
        current.withLock { $0 = $0.entering(organization, branches: $0.branches) }
    }

    /// The first code that leads to a tenant; those that lead to others are noted.
    private func firstTenant(of codes: [String]) async throws(LoadError) -> String? {
        var array = PostgresArrayBuilder(.text, capacity: codes.count)
        for code in codes { array.append(code) }
        let found = try await run([Self.tenantsOfBranchCodes.bind(array.finish())], end: .flush)
        guard let result = found.first, result.rowCount > 0 else { return nil }
        let tenant = result.uuid(0, 1)
        let foreign = (0..<result.rowCount).filter { result.uuid($0, 1) != tenant }
        foreignCodes.withLock { $0 = Set(foreign.compactMap { result.string($0, 0) }) }
        return result.string(0, 0)
    }
}

extension LoadCall {
    /// Whether its keys are public codes that decide on the tenant.
    var entersTenant: Bool { (statement.context as? LoadContext)?.entersTenant == true }

    /// Its keys as public codes.
    fileprivate var codes: [String] { (keys.columns.first?.cells ?? []).compactMap { String(cell: $0) } }
}

extension RowSet {
    /// The rows of a result, and for each key that is among `codes` an error in the place of a row.
    fileprivate convenience init(_ result: PostgresResult, refusing codes: Set<String>, of call: LoadCall) {
        var rows = (0..<result.rowCount).map { row in
            (0..<result.columnCount).map { result.bytes(row, $0) }
        }
        var marks = RowMarks(marks: rows.map { _ in .object })
        for (number, code) in call.codes.enumerated() where codes.contains(code) {
            var row = [[UInt8]?](repeating: nil, count: result.columnCount)
            switch call.statement.grouping {
            case .key(let column): row[column] = Array(code.utf8)
            case .ordinal(let column):
                row[column] = withUnsafeBytes(of: Int64(number + 1).bigEndian) { Array($0) }
            }
            marks.marks.append(.error)
            marks.errors[rows.count] = FieldError(
                message: "One operation reads menus of one organization only; this code is another's.",
                code: "BAD_USER_INPUT")
            rows.append(row)
        }
        self.init(values: rows, marks: marks)
    }

    /// The rows of a result, which is kept alive.
    ///
    /// - Complexity: O(rows × columns); nothing is converted.
    convenience init(holding result: PostgresResult) {
        self.init(rowCount: result.rowCount, columnCount: result.columnCount, owner: result) { cells in
            // Both structs are a pointer and a length; rebinding saves a second pass over the cells.
            precondition(MemoryLayout<Cell>.size == MemoryLayout<PostgresCell>.size)
            guard let base = cells.baseAddress else { return }
            base.withMemoryRebound(to: PostgresCell.self, capacity: cells.count) {
                result.copyCells(into: $0)
            }
        }
    }
}
