internal import Domain
internal import Postgres

/// Records an act as the last thing that its transaction does.
///
/// Three packets: what the tables noted; the locks of the branches concerned, in the order of their ids;
/// their events and the entries. Whatever a mutation locks, it has locked before; so writers of one branch
/// queue here for the length of one packet and the commit, and never wait in a circle.
public struct AuditTrail<Transaction: AuditTransaction>: Sendable {
    private let transaction: Transaction

    /// The trail of one transaction.
    public init(_ transaction: Transaction) {
        self.transaction = transaction
    }

    /// Writes one entry for each chain that the act touched; an act without changes is an entry too.
    ///
    /// - Throws: whatever keeps an entry from being written; the transaction is then to be rolled back.
    /// - Complexity: three packets, four with personal values; O(changed rows).
    public func record(_ act: AuditAct) async throws(AuditFailure) {
        let organization = act.organization ?? AuditChain.none
        let changes = try await takeChanges(organization, at: act.events.map(\.branch))
        let keys = try await takeKeys(of: changes.people, organization)
        var branches = changes.branches
        // A branch that an act without changes names may not be there.
        if branches.isEmpty { branches = [nil, act.branch] }
        let (heads, now) = try await lock(branches.union(act.events.map(\.branch)), organization)
        if changes.branches.isEmpty { branches = [heads[act.branch] == nil ? nil : act.branch] }
        var statements = act.events.map(\.append)
        for branch in branches {
            guard let head = heads[branch] else {
                throw .impossible("no chain of \(branch.map { "branch \($0)" } ?? "the organization")")
            }
            let chain = AuditChain(organization: organization, branch: branch)
            let entry = entry(of: act, chain, at: now, after: head, changes.snapshots(of: branch, keys))
            statements.append(AuditRow.insert(entry, after: head))
        }
        _ = try await run(statements)
    }

    private func entry(
        of act: AuditAct, _ chain: AuditChain, at now: Int64, after head: AuditHead,
        _ snapshots: ChangeSet.Snapshots
    ) -> AuditEntry {
        var entry = AuditEntry(
            id: Self.newID(now), chain: chain, sequence: head.sequence + 1, occurredAt: now,
            action: act.action, note: act.note, reason: act.reason, actor: act.actor)
        entry.entities = act.entities.filter { !snapshots.entities.contains($0) } + snapshots.entities
        entry.people = snapshots.people
        entry.before = snapshots.before.map { AuditSnapshot($0) }
        entry.after = snapshots.after.map { AuditSnapshot($0) }
        return entry
    }

    // MARK: Packets

    private func takeChanges(
        _ organization: UUIDBytes, at branches: [UUIDBytes]
    ) async throws(AuditFailure) -> ChangeSet {
        let results = try await run([
            AuditRow.enter.bind(.text(organization.description)), ChangeNotes.taken.bind(),
        ])
        guard let rows = results.last.flatMap({ ChangeNotes($0.bytes(0, 0) ?? []).rows() }) else {
            throw .impossible("the notes of changes cannot be read")
        }
        guard rows.allSatisfy({ $0.organization == organization }) else {
            throw .impossible("one transaction changed rows of two organizations")
        }
        return ChangeSet(rows, at: branches)
    }

    /// The keys of those who have one; an erased person has none and gets none.
    private func takeKeys(
        of people: Set<UUIDBytes>, _ organization: UUIDBytes
    ) async throws(AuditFailure) -> [UUIDBytes: PersonalKey] {
        guard !people.isEmpty else { return [:] }
        let results = try await run(try PersonalKeyRow.take(people, organization))
        guard let result = results.last else { return [:] }
        return try PersonalKeyRow.keys(result, organization)
    }

    /// Locks the ends of chains and event logs and takes the time once they are held, so that it grows along
    /// a chain.
    private func lock(
        _ branches: Set<UUIDBytes?>, _ organization: UUIDBytes
    ) async throws(AuditFailure) -> (heads: [UUIDBytes?: AuditHead], now: Int64) {
        let chains = branches.map { AuditChain(organization: organization, branch: $0) }
        let results = try await run([
            AuditRow.lock.bind(.uuid(organization), .uuids(chains.map(\.id))), AuditRow.clock.bind(),
        ])
        guard results.count == 2, let now = results[1].timestamp(0, 0) else {
            throw .impossible("the time cannot be read")
        }
        return (AuditRow.heads(results[0]), now)
    }

    private func run(_ statements: [BoundStatement]) async throws(AuditFailure) -> [PostgresResult] {
        do {
            return try await transaction.run(statements)
        } catch {
            throw .failed(error)
        }
    }

    /// Microseconds between 1970 and 2000.
    private static var unixOffset: Int64 { 946_684_800_000_000 }

    private static func newID(_ now: Int64) -> UUIDBytes {
        var generator = SystemRandomNumberGenerator()
        let milliseconds = UInt64(clamping: now.addingReportingOverflow(unixOffset).partialValue / 1000)
        let (high, low) = UUIDVersion7.make(unixMilliseconds: milliseconds, using: &generator)
        return UUIDBytes(high: high, low: low)
    }
}
