import GraphQLSchema
import Synchronization

/// Prepared documents by their bytes and view, within a byte budget; the least recently used goes first.
///
/// O(document bytes) a look-up: one hash and one comparison.
final class PlanCache: Sendable {
    private struct Entry {
        let document: PreparedDocument
        var byteCount: Int
        var lastUse: UInt64
    }

    private struct State {
        var entries: [UInt64: Entry] = [:]
        var byteCount = 0
        var clock: UInt64 = 0
    }

    private let byteCountMax: Int
    private let state = Mutex(State())

    init(byteCountMax: Int) { self.byteCountMax = byteCountMax }

    /// The document prepared before from the same bytes for the same view.
    func document(_ source: [UInt8], _ view: SchemaView) -> PreparedDocument? {
        let key = Self.key(source, view)
        return state.withLock { state in
            guard let entry = state.entries[key], entry.document.source == source, entry.document.view == view
            else { return nil }
            state.clock &+= 1
            state.entries[key]?.lastUse = state.clock
            return entry.document
        }
    }

    /// Keeps a document.
    func keep(_ document: PreparedDocument) {
        // The arena's nodes take about twelve times the text; an invalid document keeps its errors.
        let byteCount = document.source.count * 12 + 4_096
        guard byteCount <= byteCountMax else { return }
        let key = Self.key(document.source, document.view)
        state.withLock { state in
            state.clock &+= 1
            let entry = Entry(document: document, byteCount: byteCount, lastUse: state.clock)
            if let old = state.entries.updateValue(entry, forKey: key) { state.byteCount -= old.byteCount }
            state.byteCount += byteCount
            Self.makeRoom(&state, byteCountMax)
        }
    }

    /// Charges a plan to its document's entry; a document that has left the cache costs nothing more.
    func charge(_ plan: CompiledPlan, to document: PreparedDocument) {
        let key = Self.key(document.source, document.view)
        let byteCount = plan.plan.byteCount
        state.withLock { state in
            guard state.entries[key]?.document === document else { return }
            state.entries[key]?.byteCount += byteCount
            state.byteCount += byteCount
            Self.makeRoom(&state, byteCountMax)
        }
    }

    /// Bytes held now, as they are counted.
    var byteCount: Int { state.withLock { $0.byteCount } }

    /// Drops the least recently used entries, an eighth of the budget at once, so that a full cache is sorted
    /// rarely. O(entries log entries).
    private static func makeRoom(_ state: inout State, _ byteCountMax: Int) {
        guard state.byteCount > byteCountMax else { return }
        for entry in state.entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
            guard state.byteCount > byteCountMax - byteCountMax / 8 else { return }
            state.entries[entry.key] = nil
            state.byteCount -= entry.value.byteCount
        }
    }

    private static func key(_ source: [UInt8], _ view: SchemaView) -> UInt64 {
        source.withUnsafeBufferPointer {
            KeyTable.hash($0, KeyTable.processSeed ^ UInt64(bitPattern: Int64(view.hashValue)))
        }
    }
}
