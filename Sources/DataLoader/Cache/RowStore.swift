internal import GraphQLExecution

/// Rows by load within a budget of bytes: two generations, of which the older one goes as a whole.
///
/// What is asked for moves to the younger one. Rows of editions that are over are never asked for again, and
/// so they go without anybody looking for them. Every step is O(1).
struct RowStore: Sendable {
    /// The rows of one load.
    struct Entry: Sendable {
        let rows: RowSet
        /// What they take in memory.
        let byteCount: Int
        /// For rows that depend on the clock: when they had been read, and when it may change them.
        let steady: Range<ContinuousClock.Instant>?
    }

    private let byteCountMax: Int
    private var young: [CachedLoad: Entry] = [:]
    private var old: [CachedLoad: Entry] = [:]
    private var youngByteCount = 0
    private var oldByteCount = 0

    init(byteCountMax: Int) { self.byteCountMax = byteCountMax }

    /// Bytes held now.
    var byteCount: Int { youngByteCount + oldByteCount }

    mutating func rows(
        of load: CachedLoad, begun: ContinuousClock.Instant, at moment: ContinuousClock.Instant
    ) -> RowSet? {
        let entry: Entry
        if let known = young[load] {
            entry = known
        } else if let known = old.removeValue(forKey: load) {
            oldByteCount -= known.byteCount
            entry = known
            keep(known, under: load)
        } else {
            return nil
        }
        if let steady = entry.steady, begun < steady.lowerBound || moment >= steady.upperBound { return nil }
        return entry.rows
    }

    /// Keeps rows; what takes more than an eighth of the budget is not kept.
    mutating func keep(_ entry: Entry, under load: CachedLoad) {
        guard entry.byteCount <= byteCountMax / 8 else { return }
        if let known = old.removeValue(forKey: load) { oldByteCount -= known.byteCount }
        if let known = young.updateValue(entry, forKey: load) { youngByteCount -= known.byteCount }
        youngByteCount += entry.byteCount
        guard youngByteCount > byteCountMax / 2 else { return }
        (old, oldByteCount) = (young, youngByteCount)
        (young, youngByteCount) = ([:], 0)
    }
}
