/// Values by key within a budget of bytes and a number of entries; the least recently used go first.
struct BoundedStore<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry: Sendable {
        let value: Value
        var byteCount: Int
        var lastUse: UInt64
    }

    private let byteCountMax: Int
    private let countMax: Int
    private var entries: [Key: Entry] = [:]
    private var clock: UInt64 = 0
    /// Bytes held now, as they were charged.
    private(set) var byteCount = 0
    /// Entries that had to go, so far.
    private(set) var evictionCount = 0

    init(byteCountMax: Int, countMax: Int = .max) {
        self.byteCountMax = byteCountMax
        self.countMax = countMax
    }

    var count: Int { entries.count }

    /// The value under a key, which counts as a use.
    mutating func value(for key: Key) -> Value? {
        guard let index = entries.index(forKey: key) else { return nil }
        clock &+= 1
        entries.values[index].lastUse = clock
        return entries.values[index].value
    }

    /// Keeps a value; one that is larger than the whole budget is not kept.
    mutating func keep(_ value: Value, under key: Key, byteCount: Int) {
        guard byteCount <= byteCountMax else { return }
        clock &+= 1
        let entry = Entry(value: value, byteCount: byteCount, lastUse: clock)
        if let old = entries.updateValue(entry, forKey: key) { self.byteCount -= old.byteCount }
        self.byteCount += byteCount
        makeRoom()
    }

    /// Charges more bytes to an entry that `isSame` recognises; one that has left costs nothing more.
    mutating func charge(_ byteCount: Int, to key: Key, if isSame: (Value) -> Bool) {
        guard let index = entries.index(forKey: key), isSame(entries.values[index].value) else { return }
        entries.values[index].byteCount += byteCount
        self.byteCount += byteCount
        makeRoom()
    }

    /// Drops the least recently used, an eighth of the budget at once, so that a full store is sorted rarely.
    private mutating func makeRoom() {
        guard byteCount > byteCountMax || entries.count > countMax else { return }
        shrink(toBytes: byteCountMax - byteCountMax / 8, count: countMax - countMax / 8)
    }

    /// Drops the least recently used until no more than this is left. O(entries log entries).
    mutating func shrink(toBytes bytesLeft: Int, count countLeft: Int) {
        for entry in entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
            guard byteCount > bytesLeft || entries.count > countLeft else { return }
            entries[entry.key] = nil
            byteCount -= entry.value.byteCount
            evictionCount += 1
        }
    }
}
