/// A payload's keys as bytes: each with its length, or none.
enum PayloadKeys {
    /// The keys written down.
    static func written(_ keys: [[UInt8]?]) -> [UInt8] {
        keys.flatMap { key -> [UInt8] in
            let count = key.map { Int32($0.count) } ?? -1
            return withUnsafeBytes(of: count.bigEndian, Array.init) + (key ?? [])
        }
    }

    /// The keys that were written down; what is cut off is left out.
    static func read(_ bytes: [UInt8]) -> [[UInt8]?] {
        var keys: [[UInt8]?] = []
        var rest = bytes[...]
        while rest.count >= 4 {
            let count = rest.prefix(4).reduce(Int32(0)) { $0 << 8 | Int32($1) }
            rest = rest.dropFirst(4)
            guard count >= 0 else {
                keys.append(nil)
                continue
            }
            keys.append(Array(rest.prefix(Int(count))))
            rest = rest.dropFirst(Int(count))
        }
        return keys
    }
}
