extension Lexer {
    /// An error at a byte offset.
    func error(_ message: String, at offset: Int, limit: SyntaxError.Limit? = nil) -> SyntaxError {
        SyntaxError(
            message: message, offset: Int32(clamping: offset),
            location: SourceLocation(ofOffset: offset, in: Array(bytes)), limit: limit)
    }

    /// The error of a dot that is not the first of three.
    func dotError(at start: Int) -> SyntaxError {
        if byte(at: start + 1) == UInt8(ascii: ".") {
            return error("Expected \"...\", found \"..\".", at: start)
        }
        if ByteClass.digit.contains(byte(at: start + 1)) {
            return error("Invalid number: expected a digit before \".\".", at: start)
        }
        return error("Expected \"...\", found \".\".", at: start)
    }

    /// The character at an offset in quotes, or the end of the document.
    func characterDescription(at offset: Int) -> String {
        offset < bytes.count ? "\"\(characterText(at: offset))\"" : Token.Kind.endOfFile.expectation
    }

    /// The character at an offset; control characters as `U+XXXX`.
    func characterText(at offset: Int) -> String {
        guard offset < bytes.count else { return "" }
        let end = Swift.min(offset + 4, bytes.count)
        guard let scalar = String(decoding: bytes[offset..<end], as: UTF8.self).unicodeScalars.first else {
            return ""
        }
        if scalar.value >= 0x20, scalar.value != 0x7F { return String(scalar) }
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
