/// What a body is known by: `ETag`, weak, since the same body comes compressed too.
///
/// - SeeAlso: RFC 9110 §8.8.3
enum BodyTag {
    /// The tag of some bytes: FNV-1a from two beginnings, 128 bits that tell bodies apart and keep no secret.
    ///
    /// - Complexity: O(bytes).
    static func of(_ bytes: UnsafeRawBufferPointer) -> String {
        var first: UInt64 = 0xcbf2_9ce4_8422_2325
        var second: UInt64 = 0x6c62_272e_07bb_0142
        for byte in bytes {
            first = (first ^ UInt64(byte)) &* 0x100_0000_01b3
            second = (second ^ UInt64(byte)) &* 0x100_0000_01b3
            second ^= second >> 29
        }
        return "W/\"\(String(first, radix: 36))\(String(second, radix: 36))\""
    }

    /// Whether `If-None-Match` names a tag.
    ///
    /// - SeeAlso: RFC 9110 §13.1.2
    static func isKnown(_ tag: String, by known: String?) -> Bool {
        guard let known else { return false }
        let opaque = tag.drop { $0 != "\"" }
        return known.split(separator: ",").contains { entry in
            let entry = entry.filter { $0 != " " && $0 != "\t" }
            return entry == "*" || entry.drop { $0 != "\"" } == opaque
        }
    }
}
