/// Gives equal names equal numbers.
///
/// Open addressing over slices of the source: no string is made for a name. The hash is seeded per process,
/// so that a client cannot choose names that collide.
struct NameTable {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Positions in `names`, or -1; the count is a power of two, at least twice the names.
    private var slots = [Int32](repeating: -1, count: 128)
    private var hashes: [UInt64] = []
    /// Where each name first stands, by number.
    private(set) var names: [Document.NameSlice] = []

    private static let seed = UInt64.random(in: .min ... .max)
    private let seed = NameTable.seed

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        names.reserveCapacity(64)
        hashes.reserveCapacity(64)
    }

    /// The number of the name that a token covers.
    mutating func intern(_ token: Token) -> NameID {
        let hash = self.hash(token)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count &- 1)
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            if hashes[index] == hash, isEqual(names[index], token) { return NameID(rawValue: slots[slot]) }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        let id = Int32(truncatingIfNeeded: names.count)
        slots[slot] = id
        hashes.append(hash)
        names.append(Document.NameSlice(offset: token.offset, length: token.length))
        if names.count * 2 > slots.count { grow() }
        return NameID(rawValue: id)
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for index in hashes.indices {
            var slot = Int(truncatingIfNeeded: hashes[index]) & (slots.count &- 1)
            while slots[slot] >= 0 { slot = (slot &+ 1) & (slots.count &- 1) }
            slots[slot] = Int32(truncatingIfNeeded: index)
        }
    }

    private func isEqual(_ name: Document.NameSlice, _ token: Token) -> Bool {
        guard name.length == token.length else { return false }
        for index in 0..<Int(name.length)
        where bytes[Int(name.offset) &+ index] != bytes[Int(token.offset) &+ index] {
            return false
        }
        return true
    }

    /// Folds eight bytes at a time by a wide multiplication.
    private func hash(_ token: Token) -> UInt64 {
        var hash = seed ^ UInt64(truncatingIfNeeded: token.length)
        var word: UInt64 = 0
        var shift: UInt64 = 0
        for index in Int(token.offset)..<Int(token.offset &+ token.length) {
            word |= UInt64(bytes[index]) &<< shift
            shift &+= 8
            if shift == 64 {
                hash = NameTable.fold(hash ^ word)
                word = 0
                shift = 0
            }
        }
        return NameTable.fold(hash ^ word)
    }

    @inline(__always)
    private static func fold(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}
