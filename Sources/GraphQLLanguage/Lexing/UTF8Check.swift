/// Finds bytes that are not UTF-8.
enum UTF8Check {
    /// The offset of the first byte that starts no Unicode character; nil when the text is valid.
    ///
    /// - Complexity: O(bytes), eight at a time while they are ASCII.
    static func firstInvalidOffset(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let raw = UnsafeRawBufferPointer(bytes)
        var index = 0
        while index < bytes.count {
            if index + 8 <= bytes.count,
                raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                index += 8
            } else if bytes[index] < 0x80 {
                index += 1
            } else {
                guard let length = characterLength(in: bytes, at: index) else { return index }
                index += length
            }
        }
        return nil
    }

    /// The bytes of the character at an index; nil when it is overlong, a surrogate, too large or cut off.
    private static func characterLength(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
        let first = bytes[index]
        let length: Int
        var secondRange: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, secondRange) = (3, 0xA0...0xBF)
        case 0xED: (length, secondRange) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, secondRange) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, secondRange) = (4, 0x80...0x8F)
        default: return nil
        }
        guard index + length <= bytes.count, secondRange.contains(bytes[index + 1]) else { return nil }
        for next in (index + 2)..<Swift.max(index + length, index + 2) where bytes[next] & 0xC0 != 0x80 {
            return nil
        }
        return length
    }
}
