private let hexDigits: StaticString = "0123456789abcdef"

extension ResponseBuffer {
    /// Appends a JSON string in quotes; the bytes must be valid UTF-8.
    ///
    /// Runs that need no escape are copied whole.
    /// - SeeAlso: RFC 8259 §7
    public mutating func appendString(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else {
            append("\"\"")
            return
        }
        let length = bytes.count
        let first = firstEscape(start, length)
        let target = reserve(length &+ 2)
        target[0] = 0x22
        (target + 1).update(from: start, count: first)
        if first == length {
            target[length &+ 1] = 0x22
            count &+= length &+ 2
            return
        }
        count &+= first &+ 1
        appendEscaping(start + first, length &- first)
        append(0x22)
    }

    /// Appends a Swift string as a JSON string in quotes.
    public mutating func appendString(_ text: String) {
        var text = text
        text.withUTF8 { appendString($0) }
    }

    /// Eight bytes at a time: finds the first that is a control, a quote or a backslash.
    @inline(__always)
    private func firstEscape(_ start: UnsafePointer<UInt8>, _ length: Int) -> Int {
        var index = 0
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        while index &+ 8 <= length {
            let word = UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self)
            let control = (word &- ones &* 0x20) & ~word
            let quote = word ^ (ones &* 0x22)
            let slash = word ^ (ones &* 0x5C)
            let found = control | ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash)
            if found & highs != 0 { break }
            index &+= 8
        }
        while index < length, !isEscaped(start[index]) { index &+= 1 }
        return index
    }

    @inline(__always)
    private func isEscaped(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x22 || byte == 0x5C }

    private mutating func appendEscaping(_ start: UnsafePointer<UInt8>, _ length: Int) {
        var from = 0
        var index = 0
        while index < length {
            let byte = start[index]
            if isEscaped(byte) {
                append(start + from, index &- from)
                appendEscape(byte)
                from = index &+ 1
            }
            index &+= 1
        }
        append(start + from, length &- from)
    }

    private mutating func appendEscape(_ byte: UInt8) {
        switch byte {
        case 0x22: append("\\\"")
        case 0x5C: append("\\\\")
        case 0x08: append("\\b")
        case 0x09: append("\\t")
        case 0x0A: append("\\n")
        case 0x0C: append("\\f")
        case 0x0D: append("\\r")
        default:
            append("\\u00")
            append(hexDigits.utf8Start[Int(byte >> 4)])
            append(hexDigits.utf8Start[Int(byte & 15)])
        }
    }
}
