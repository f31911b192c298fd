import Audit
import Postgres

/// A chain in memory, as the table would hold it.
struct Chain {
    struct Stored {
        var entry: AuditEntry
        var previous: [UInt8]
        var hash: [UInt8]
    }

    var chain: AuditChain
    var stored: [Stored] = []

    /// A chain of a number of entries.
    init(_ count: Int, organization: UInt64 = 1, branch: UInt64? = 2) {
        chain = AuditChain(
            organization: UUIDBytes(high: 1, low: organization),
            branch: branch.map { UUIDBytes(high: 2, low: $0) })
        for number in 0..<count { append(Chain.entry(number, chain)) }
    }

    /// An entry about something.
    static func entry(_ number: Int, _ chain: AuditChain) -> AuditEntry {
        var entry = AuditEntry(
            id: UUIDBytes(high: 3, low: UInt64(number)), chain: chain, sequence: Int64(number) + 1,
            occurredAt: 1_000_000 * Int64(number), action: "categoryCreate", note: "NOTE", reason: "because",
            actor: AuditActor(
                kind: .user, id: UUIDBytes(high: 4, low: 1), member: UUIDBytes(high: 5, low: 1),
                role: "ORG_ADMIN", address: "192.0.2.1", requestID: "r-\(number)"))
        entry.entities = [UUIDBytes(high: 6, low: UInt64(number))]
        entry.people = [UUIDBytes(high: 7, low: UInt64(number))]
        entry.before = AuditSnapshot(#"{"menus":[{"name": "before \#(number)"}]}"#)
        entry.after = AuditSnapshot(#"{"menus":[{"name": "after \#(number)"}]}"#)
        return entry
    }

    mutating func append(_ entry: AuditEntry) {
        let previous = head.hash
        stored.append(Stored(entry: entry, previous: previous, hash: entry.hash(after: previous)))
    }

    var head: AuditHead {
        AuditHead(sequence: Int64(stored.count), hash: stored.last?.hash ?? AuditChain.genesis)
    }

    /// The first break; nil for a whole chain.
    func firstBreak(head: AuditHead?, saved: [AuditHead] = []) -> BrokenLink? {
        var verifier = ChainVerifier(chain, saved: saved)
        do throws(BrokenLink) {
            for one in stored { try verifier.take(one.entry, previous: one.previous, hash: one.hash) }
            try verifier.end(at: head)
            return nil
        } catch {
            return error
        }
    }
}
