public import Postgres

/// The first place where a chain is not as it was written.
public struct BrokenLink: Error, Sendable, Equatable {
    /// What is wrong there.
    public enum Fault: Sendable, Equatable {
        /// Entries are missing: this sequence stands where another is due.
        case missing(found: Int64)
        /// It does not continue the entry before it.
        case unlinked
        /// A value of the entry is not the one that was written.
        case changed
        /// The rows before the act are not the ones that were written.
        case changedBefore
        /// The rows after the act are not the ones that were written.
        case changedAfter
        /// The chain ends before the head that its counter row tells.
        case truncated(head: Int64)
        /// The counter row tells an earlier or another end than the chain has.
        case headMoved(head: Int64)
        /// The chain has no counter row.
        case headless
        /// The chain is shorter than it was when its head was saved.
        case shorterThanSaved(saved: Int64)
        /// Another entry stands where one was saved.
        case otherThanSaved
    }

    /// Which chain.
    public let chain: AuditChain
    /// The place in it, from 1: the entry at fault, or the one that is due.
    public let sequence: Int64
    /// The entry at fault; nil where there is none.
    public let entry: UUIDBytes?
    /// What is wrong.
    public let fault: Fault

    /// A broken link.
    public init(chain: AuditChain, sequence: Int64, entry: UUIDBytes? = nil, fault: Fault) {
        self.chain = chain
        self.sequence = sequence
        self.entry = entry
        self.fault = fault
    }
}

extension BrokenLink.Fault: CustomStringConvertible {
    /// For the operator, one line.
    public var description: String {
        switch self {
        case .missing(let found): "the entry is missing; the next one there is \(found)"
        case .unlinked: "the entry does not continue the one before it"
        case .changed: "the entry is not what was written"
        case .changedBefore: "the rows before the act are not what was written"
        case .changedAfter: "the rows after the act are not what was written"
        case .truncated(let head): "the entry is missing; the chain's head is \(head)"
        case .headMoved(let head): "the chain's head is \(head), and not where the chain ends"
        case .headless: "the chain has no head"
        case .shorterThanSaved(let saved): "the entry is missing; the saved head is \(saved)"
        case .otherThanSaved: "the entry is not the one whose hash was saved"
        }
    }
}
