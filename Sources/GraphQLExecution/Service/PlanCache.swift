import GraphQLSchema
import Synchronization

/// Prepared documents by their bytes and view, within a byte budget; the least recently used goes first.
///
/// O(document bytes) a look-up: one hash and one comparison.
final class PlanCache: Sendable {
    private struct Entry {
        let document: PreparedDocument
        let byteCount: Int
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

    /// Keeps a document; plans made from it later are counted in advance as eight times its text.
    func keep(_ document: PreparedDocument) {
        let byteCount = document.source.count * 24 + 4096
        guard byteCount <= byteCountMax else { return }
        let key = Self.key(document.source, document.view)
        state.withLock { state in
            state.clock &+= 1
            let entry = Entry(document: document, byteCount: byteCount, lastUse: state.clock)
            if let old = state.entries.updateValue(entry, forKey: key) { state.byteCount -= old.byteCount }
            state.byteCount += byteCount
            while state.byteCount > byteCountMax { Self.evict(&state) }
        }
    }

    /// O(entries): rare, and entries are some thousands.
    private static func evict(_ state: inout State) {
        guard let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
        state.entries[oldest.key] = nil
        state.byteCount -= oldest.value.byteCount
    }

    private static func key(_ source: [UInt8], _ view: SchemaView) -> UInt64 {
        source.withUnsafeBufferPointer {
            KeyTable.hash($0, KeyTable.processSeed ^ UInt64(bitPattern: Int64(view.hashValue)))
        }
    }
}
