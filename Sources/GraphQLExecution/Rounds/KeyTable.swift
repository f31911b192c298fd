/// Gives every distinct key of a level a number, in the order of first appearance.
///
/// Open addressing over the keys' bytes; a key has one cell or more. O(1) expected per look-up.
struct KeyTable {
    /// Number of cells in a key.
    let width: Int
    /// Number of distinct keys.
    private(set) var count = 0
    /// The keys' cells, column by column.
    private(set) var columns: [[Cell]]

    private var slots: [Int32]
    private var hashes: [UInt64] = []
    private var mask: Int
    private let seed: UInt64

    init(width: Int, expected: Int) {
        self.width = width
        var capacity = 16
        while capacity < expected &* 2 { capacity &*= 2 }
        slots = Array(repeating: -1, count: capacity)
        mask = capacity - 1
        columns = Array(repeating: [], count: width)
        for column in columns.indices { columns[column].reserveCapacity(expected) }
        hashes.reserveCapacity(expected)
        seed = KeyTable.processSeed
    }

    /// The number of a key, which is added if it is new.
    mutating func number(of key: UnsafeBufferPointer<Cell>) -> Int32 {
        assert(key.count == width)
        let hash = hash(of: key)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] >= 0 {
            let candidate = Int(slots[slot])
            if hashes[candidate] == hash, matches(candidate, key) { return slots[slot] }
            slot = (slot &+ 1) & mask
        }
        let number = Int32(truncatingIfNeeded: count)
        slots[slot] = number
        hashes.append(hash)
        for column in 0..<width { columns[column].append(key[column]) }
        count &+= 1
        if count &* 2 > slots.count { grow() }
        return number
    }

    /// The number of a key that was added before, or -1.
    func existingNumber(of key: Cell) -> Int32 {
        withUnsafePointer(to: key) { pointer in
            let key = UnsafeBufferPointer(start: pointer, count: 1)
            let hash = hash(of: key)
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] >= 0 {
                let candidate = Int(slots[slot])
                if hashes[candidate] == hash, matches(candidate, key) { return slots[slot] }
                slot = (slot &+ 1) & mask
            }
            return -1
        }
    }

    private mutating func grow() {
        let capacity = slots.count &* 2
        mask = capacity &- 1
        slots = Array(repeating: -1, count: capacity)
        for number in 0..<count {
            var slot = Int(truncatingIfNeeded: hashes[number]) & mask
            while slots[slot] >= 0 { slot = (slot &+ 1) & mask }
            slots[slot] = Int32(truncatingIfNeeded: number)
        }
    }

    private func matches(_ number: Int, _ key: UnsafeBufferPointer<Cell>) -> Bool {
        for column in 0..<width where !equal(columns[column][number], key[column]) { return false }
        return true
    }

    private func hash(of key: UnsafeBufferPointer<Cell>) -> UInt64 {
        var state = seed
        for cell in key {
            state = mix(state, UInt64(truncatingIfNeeded: cell.pointer == nil ? -1 : cell.count))
            state = Self.hash(cell.bytes, state)
        }
        return state
    }

    /// A per-process secret, so that nobody can choose keys that collide.
    static let processSeed = UInt64.random(in: .min ... .max)

    /// Mixes bytes into a hash, eight at a time. O(count).
    static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ seed: UInt64) -> UInt64 {
        var state = seed
        guard let base = bytes.baseAddress else { return state }
        let raw = UnsafeRawPointer(base)
        var index = 0
        while index &+ 8 <= bytes.count {
            state = mix(state, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index &+= 8
        }
        var tail: UInt64 = 0
        while index < bytes.count {
            tail = tail << 8 | UInt64(bytes[index])
            index &+= 1
        }
        return mix(state, tail)
    }
}

/// Folds the 128-bit product of two words: every input bit reaches every output bit.
@inline(__always)
private func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
    let product = (state ^ word ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
}

/// Whether two cells hold the same bytes; nulls equal nulls here.
@inline(__always)
func equal(_ left: Cell, _ right: Cell) -> Bool {
    guard left.count == right.count else { return false }
    guard let first = left.pointer, let second = right.pointer else {
        return left.pointer == nil && right.pointer == nil
    }
    if first == second { return true }
    var index = 0
    while index < left.count {
        if first[index] != second[index] { return false }
        index &+= 1
    }
    return true
}
