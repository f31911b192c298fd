public import GraphQLExecution
public import Postgres
internal import Synchronization

/// What a mutation tells of itself for the record, besides what it changes.
public struct WriteRemarks: Sendable {
    /// What is remarkable, as a code such as `REFRESH_REUSE`.
    public var note: String?
    /// Why it is done, in the caller's words.
    public var reason: String?
    /// Who it turned out to be, where the mutation found that out itself.
    public var user: UUIDBytes?

    /// No remarks.
    public init() {}
}

/// What a writing session remembers until its commit.
struct WriteState {
    /// Writes the record; none is committed without.
    var record: (@Sendable (TenantSession) async throws(LoadError) -> Void)?
    var remarks = WriteRemarks()
    /// What is to be told of it, each once, in the order in which it happened.
    var events: [BranchEvent] = []
    /// Whose personal values its loads have brought.
    var people: Set<UUIDBytes> = []
    /// Whether the transaction knows its actor and notes its changes.
    var isOpened = false
}

extension TenantSession {
    /// Says how this transaction is to be recorded: by the last statements before its commit.
    ///
    /// Without it no write commits, so that nobody can forget the record.
    public func record(by record: @escaping @Sendable (TenantSession) async throws(LoadError) -> Void) {
        writing.withLock { $0.record = record }
    }

    /// What the mutation has remarked so far.
    public var remarks: WriteRemarks { writing.withLock { $0.remarks } }

    /// Remarks something for the record; nil leaves an earlier remark.
    public func remark(note: String? = nil, reason: String? = nil, user: UUIDBytes? = nil) {
        writing.withLock {
            $0.remarks.note = note ?? $0.remarks.note
            $0.remarks.reason = reason ?? $0.remarks.reason
            $0.remarks.user = user ?? $0.remarks.user
        }
    }

    /// Notes an event for its branch's log; it is written before the commit, with the record.
    public func tell(_ event: BranchEvent) {
        writing.withLock { if !$0.events.contains(event) { $0.events.append(event) } }
    }

    /// The people of whom its loads have brought anything so far, for what is kept of the answer.
    public var people: Set<UUIDBytes> { writing.withLock { $0.people } }

    /// Notes the people of whom rows say something.
    func note(_ results: [PostgresResult], of calls: [LoadCall]) {
        var people: Set<UUIDBytes> = []
        for (call, result) in zip(calls, results) {
            guard let place = (call.statement.context as? LoadContext)?.person else { continue }
            for row in 0..<result.rowCount
            where place.values.contains(where: { !result.cell(row, $0).isNull }) {
                if let person = result.uuid(row, place.position) { people.insert(person) }
            }
        }
        if !people.isEmpty { writing.withLock { $0.people.formUnion(people) } }
    }

    /// What is to be told of this transaction.
    public var events: [BranchEvent] { writing.withLock { $0.events } }

    /// The branches whose logs grow with this transaction's commit.
    var grownBranches: Set<BranchPlace> {
        guard let organization = caller.organization else { return [] }
        return Set(events.map { BranchPlace(organization: organization, branch: $0.branch) })
    }

    /// Ends a write that is to be committed.
    ///
    /// - Throws: what keeps the record from being written; the transaction is then rolled back.
    func finish() async throws(LoadError) {
        guard let record = writing.withLock({ $0.record }) else {
            throw LoadError(message: "Something went wrong on our side.", code: "INTERNAL")
        }
        try await record(self)
    }

    /// What goes ahead of a write's first statements: who acts, for the rows' stamps, and that the tables
    /// shall note their changes. Both end with the transaction.
    func opening() -> BoundStatement? {
        let isFirst = writing.withLock { state in
            defer { state.isOpened = true }
            return !state.isOpened
        }
        guard isFirst else { return nil }
        let actor = caller.user ?? caller.apiKey
        return Self.open.bind(.text(actor?.description ?? ""))
    }

    /// - SeeAlso: `Migrations/0100_audit_rows.up.sql`
    private static let open = Statement(
        "TenantSession.open",
        """
        SELECT set_config('app.audit', 'on', true), set_config('app.audit_form', 'rows', true),
          set_config('app.actor', $1, true)
        """, parameters: [.text], plans: .either)
}
