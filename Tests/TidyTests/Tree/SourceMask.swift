/// Tells code from strings and comments, byte by byte.
///
/// It knows nested comments, raw and multi-line strings, interpolation (which is code again), raw identifiers
/// and `#/…/#`. A bare `/…/` stays code: to tell it from a division takes a parser.
struct SourceMask {
    private enum Frame {
        /// Code, with the parentheses open since it began: an interpolation ends at the one that is not its
        /// own.
        case code(parentheses: Int)
        case string(hashes: Int, isMultiline: Bool)
    }

    private let bytes: [UInt8]
    private var position = 0
    private var frames: [Frame] = [.code(parentheses: 0)]
    private var code: [UInt8] = []
    private var comments: [UInt8] = []

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The code and the comments of a source text, each of the text's own length.
    static func views(of bytes: [UInt8]) -> (code: [UInt8], comments: [UInt8]) {
        var mask = SourceMask(bytes)
        while mask.position < bytes.count {
            switch mask.frames.last {
            case .string(let hashes, let isMultiline):
                mask.readString(hashes: hashes, isMultiline: isMultiline)
            case .code(let parentheses): mask.readCode(parentheses: parentheses)
            case nil: mask.frames.append(.code(parentheses: 0))
            }
        }
        return (mask.code, mask.comments)
    }

    // MARK: Code

    private mutating func readCode(parentheses: Int) {
        if at("//") { return readLineComment() }
        if at("/*") { return readBlockComment() }
        if at("`") { return readRawIdentifier() }
        let hashes = hashesAhead
        if at("\"", after: hashes) { return openString(hashes: hashes) }
        if hashes > 0, at("/", after: hashes) { return readRegex(hashes: hashes) }
        if at("(") { frames[frames.count - 1] = .code(parentheses: parentheses + 1) }
        if at(")") {
            if parentheses > 0 {
                frames[frames.count - 1] = .code(parentheses: parentheses - 1)
            } else if frames.count > 1 {
                frames.removeLast()
                return blank(1)
            }
        }
        keep(1)
    }

    private mutating func readLineComment() {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { comment(1) }
    }

    private mutating func readBlockComment() {
        var depth = 0
        repeat {
            if at("/*") {
                depth += 1; comment(2)
            } else if at("*/") {
                depth -= 1; comment(2)
            } else {
                comment(1)
            }
        } while depth > 0 && position < bytes.count
    }

    private mutating func readRawIdentifier() {
        keep(1)
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n"), !at("`") {
            put(UInt8(ascii: "_"))
        }
        if at("`") { keep(1) }
    }

    private mutating func readRegex(hashes: Int) {
        blank(hashes + 1)
        while position < bytes.count, !(at("/") && hashCount(from: position + 1) >= hashes) { blank(1) }
        blank(hashes + 1)
    }

    // MARK: Strings

    private mutating func openString(hashes: Int) {
        blank(hashes)
        let isMultiline = at("\"\"\"")
        frames.append(.string(hashes: hashes, isMultiline: isMultiline))
        keep(isMultiline ? 3 : 1)
    }

    private mutating func readString(hashes: Int, isMultiline: Bool) {
        let quote = isMultiline ? "\"\"\"" : "\""
        if at(quote), hashCount(from: position + quote.utf8.count) >= hashes {
            frames.removeLast()
            keep(quote.utf8.count)
            return blank(hashes)
        }
        if at("\\"), hashCount(from: position + 1) >= hashes {
            if at("(", after: hashes + 1) {
                frames.append(.code(parentheses: 0))
                return blank(hashes + 2)
            }
            return blank(hashes + 2)
        }
        // A string that the line's end cuts off does not swallow the rest of the file.
        if at("\n"), !isMultiline { frames.removeLast() }
        blank(1)
    }

    // MARK: Bytes

    private var hashesAhead: Int { hashCount(from: position) }

    private func hashCount(from start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
        return end - start
    }

    private func at(_ text: String, after distance: Int = 0) -> Bool {
        let start = position + distance
        return start + text.utf8.count <= bytes.count && bytes[start...].starts(with: text.utf8)
    }

    private mutating func keep(_ count: Int) {
        for _ in 0..<count where position < bytes.count { put(bytes[position]) }
    }

    /// Writes a byte of code for the one at the position.
    private mutating func put(_ byte: UInt8) { write(code: byte, comment: UInt8(ascii: " ")) }

    private mutating func comment(_ count: Int) {
        for _ in 0..<count where position < bytes.count {
            write(code: UInt8(ascii: " "), comment: bytes[position])
        }
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count { write(code: UInt8(ascii: " "), comment: UInt8(ascii: " ")) }
    }

    private mutating func write(code codeByte: UInt8, comment commentByte: UInt8) {
        guard position < bytes.count else { return }
        let isNewline = bytes[position] == UInt8(ascii: "\n")
        code.append(isNewline ? bytes[position] : codeByte)
        comments.append(isNewline ? bytes[position] : commentByte)
        position += 1
    }
}
