/// Which statements are prepared on one connection, and under which name.
///
/// Names are never used twice, so a Parse that was skipped after an error leaves nothing to clean up. What
/// exceeds the capacity is given out for DEALLOCATE at the end of a transaction, least recently used first.
struct StatementCache {
    private struct Entry {
        let name: String
        var isPrepared: Bool
        var lastUse: UInt64
    }

    /// How to run a statement on this connection.
    enum Lookup: Equatable {
        /// Prepared, or being prepared earlier in the same packet.
        case known(name: String)
        /// Send Parse under this name first.
        case new(name: String)
    }

    private let capacity: Int
    private var entries: [Statement: Entry] = [:]
    private var uses: UInt64 = 0
    /// Names given out for DEALLOCATE whose outcome is not known yet, or that were skipped.
    private var dropping: [String] = []

    init(capacity: Int) {
        self.capacity = capacity
    }

    var count: Int { entries.count }

    /// Finds or adds a statement and counts the use.
    mutating func lookUp(_ statement: Statement) -> Lookup {
        uses += 1
        if let index = entries.index(forKey: statement) {
            entries.values[index].lastUse = uses
            return .known(name: entries.values[index].name)
        }
        let name = "s\(uses)"
        entries[statement] = Entry(name: name, isPrepared: false, lastUse: uses)
        return .new(name: name)
    }

    /// The server has parsed it.
    mutating func prepared(_ statement: Statement) {
        entries[statement]?.isPrepared = true
    }

    /// The server refused or skipped it.
    mutating func notPrepared(_ statement: Statement) {
        entries[statement] = nil
    }

    /// Takes the names to drop now; call once all statements of the packet are looked up.
    ///
    /// - Complexity: O(n log n) when there is an excess, else O(1).
    mutating func takeExcess() -> [String] {
        let excess = entries.count - capacity
        if excess > 0 {
            let oldest = entries.filter { $0.value.isPrepared }.sorted { $0.value.lastUse < $1.value.lastUse }
            for (statement, entry) in oldest.prefix(excess) {
                entries[statement] = nil
                dropping.append(entry.name)
            }
        }
        return dropping
    }

    /// The server has forgotten a name.
    mutating func dropped(_ name: String) {
        dropping.removeAll { $0 == name }
    }
}
