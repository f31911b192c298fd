/// Follows one chain from its first entry to its end and finds the first break; knows no database.
///
/// What it proves: nothing was changed, left out, put in, moved within the chain or brought from another one,
/// and nothing is missing at the end as long as the head stands. Who can write both log and heads can write
/// them anew: against that, heads that were saved elsewhere are held against the chain too.
public struct ChainVerifier: Sendable {
    private let chain: AuditChain
    /// Heads that were saved, by sequence.
    private let saved: [Int64: [UInt8]]
    /// Where the chain has come to.
    public private(set) var reached = AuditHead()

    /// A verifier at the start of a chain.
    ///
    /// - Parameter saved: heads of the chain as they once were.
    public init(_ chain: AuditChain, saved: [AuditHead] = []) {
        self.chain = chain
        self.saved = Dictionary(saved.map { ($0.sequence, $0.hash) }) { _, last in last }
    }

    /// Takes the next entry with the hashes stored beside it.
    ///
    /// - Throws: the break, if this is where the chain breaks.
    /// - Complexity: O(snapshots).
    public mutating func take(
        _ entry: AuditEntry, previous: [UInt8], hash: [UInt8]
    ) throws(BrokenLink) {
        let due = reached.sequence + 1
        func broken(_ fault: BrokenLink.Fault) -> BrokenLink {
            BrokenLink(chain: chain, sequence: due, entry: entry.id, fault: fault)
        }
        guard entry.sequence == due else {
            throw BrokenLink(chain: chain, sequence: due, fault: .missing(found: entry.sequence))
        }
        guard previous == reached.hash else { throw broken(.unlinked) }
        guard entry.before?.isIntact ?? true else { throw broken(.changedBefore) }
        guard entry.after?.isIntact ?? true else { throw broken(.changedAfter) }
        guard entry.chain == chain, entry.hash(after: previous) == hash else { throw broken(.changed) }
        if let known = saved[due], known != hash { throw broken(.otherThanSaved) }
        reached = AuditHead(sequence: due, hash: hash)
    }

    /// There are no more entries.
    ///
    /// - Parameter head: what the counter row tells; nil when there is none.
    /// - Throws: the break, if something is missing at the end.
    public func end(at head: AuditHead?) throws(BrokenLink) {
        let next = reached.sequence + 1
        if let longest = saved.keys.max(), longest > reached.sequence {
            throw BrokenLink(chain: chain, sequence: next, fault: .shorterThanSaved(saved: longest))
        }
        guard let head else { throw BrokenLink(chain: chain, sequence: next, fault: .headless) }
        guard head != reached else { return }
        let fault: BrokenLink.Fault =
            head.sequence > reached.sequence
            ? .truncated(head: head.sequence) : .headMoved(head: head.sequence)
        throw BrokenLink(chain: chain, sequence: next, fault: fault)
    }
}
