import Synchronization

/// Prepared documents by their bytes and access policy, within a byte budget; the least recently used go
/// first.
///
/// Invalid documents have an eighth of the budget to themselves: whoever sends many of them pushes out no
/// plan. Valid ones do push each other out, whoever sends them: it costs others a compilation each.
/// O(document bytes) a look-up: one hash and one comparison.
final class PlanCache: Sendable {
    private struct State {
        var valid: BoundedStore<UInt64, PreparedDocument>
        var invalid: BoundedStore<UInt64, PreparedDocument>
        var counters = PlanCacheCounters()
    }

    private let state: Mutex<State>

    init(byteCountMax: Int) {
        let share = byteCountMax / 8
        state = Mutex(
            State(
                valid: BoundedStore(byteCountMax: byteCountMax - share),
                invalid: BoundedStore(byteCountMax: share)))
    }

    /// The document prepared before from the same bytes under the same policy.
    func document(_ source: [UInt8], _ access: AccessPolicy) -> PreparedDocument? {
        let key = Self.key(source, access)
        return state.withLock { state in
            if let known = state.valid.value(for: key), known.source == source, known.access === access {
                state.counters.hits &+= 1
                return known
            }
            if let known = state.invalid.value(for: key), known.source == source, known.access === access {
                state.counters.negativeHits &+= 1
                return known
            }
            state.counters.misses &+= 1
            return nil
        }
    }

    /// Keeps a document, unless somebody has prepared the same one meanwhile: subscriptions of all who come
    /// at once are to share its plans.
    ///
    /// - Returns: the document that is kept.
    func keep(_ document: PreparedDocument) -> PreparedDocument {
        let key = Self.key(document.source, document.access)
        return state.withLock { state in
            guard document.isValid else {
                state.invalid.keep(document, under: key, byteCount: document.byteCount)
                return document
            }
            if let known = state.valid.value(for: key), known.source == document.source,
                known.access === document.access
            {
                return known
            }
            state.valid.keep(document, under: key, byteCount: document.byteCount)
            return document
        }
    }

    /// Counts a plan that was compiled; charges it to its document if that keeps it.
    func charge(_ plan: CompiledPlan, to document: PreparedDocument, isKept: Bool) {
        let key = Self.key(document.source, document.access)
        state.withLock { state in
            state.counters.compiledPlans &+= 1
            guard isKept else { return }
            state.valid.charge(plan.plan.byteCount, to: key) { $0 === document }
        }
    }

    /// What it did and holds.
    var counters: PlanCacheCounters {
        state.withLock { state in
            var counters = state.counters
            counters.evictions = state.valid.evictionCount + state.invalid.evictionCount
            counters.documents = state.valid.count + state.invalid.count
            counters.bytes = state.valid.byteCount + state.invalid.byteCount
            return counters
        }
    }

    private static func key(_ source: [UInt8], _ access: AccessPolicy) -> UInt64 {
        source.withUnsafeBufferPointer {
            KeyTable.hash($0, KeyTable.processSeed &+ access.identity)
        }
    }
}
