extension Lexer {
    /// StringValue :: `""`, `"` StringCharacter+ `"`, BlockString
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.10.4
    mutating func string(from start: Int) throws(SyntaxError) -> Token {
        let quote = UInt8(ascii: "\"")
        if byte(at: start + 1) == quote, byte(at: start + 2) == quote { return try blockString(from: start) }
        position += 1
        while position < bytes.count {
            switch bytes[position] {
            case quote:
                position += 1
                return token(.string, from: start)
            case UInt8(ascii: "\\"):
                try escape()
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                throw error("Unterminated string: expected a quote before the end of the line.", at: position)
            default:
                position += 1
            }
        }
        throw error("Unterminated string: expected a quote.", at: position)
    }

    /// BlockString :: `"""` BlockStringCharacter* `"""`
    private mutating func blockString(from start: Int) throws(SyntaxError) -> Token {
        position += 3
        while position < bytes.count {
            if isTripleQuote(at: position) {
                position += 3
                return token(.blockString, from: start)
            }
            let isEscaped = bytes[position] == UInt8(ascii: "\\") && isTripleQuote(at: position + 1)
            position += isEscaped ? 4 : 1
        }
        throw error("Unterminated string: expected three quotes.", at: position)
    }

    private func isTripleQuote(at position: Int) -> Bool {
        let quote = UInt8(ascii: "\"")
        return byte(at: position) == quote && byte(at: position + 1) == quote
            && byte(at: position + 2) == quote
    }

    /// `\` EscapedCharacter, `\u` EscapedUnicode
    private mutating func escape() throws(SyntaxError) {
        let start = position
        switch byte(at: start + 1) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            guard let escape = UnicodeEscape(in: bytes, at: start) else {
                throw error("Invalid Unicode escape: it stands for no Unicode character.", at: start)
            }
            position += escape.length
        default:
            throw error("Invalid escape \"\\\(characterText(at: start + 1))\" in a string.", at: start)
        }
    }
}

/// One `\u` escape, or the two of a surrogate pair.
///
/// EscapedUnicode :: `{` HexDigit+ `}`, HexDigit HexDigit HexDigit HexDigit
///
/// - SeeAlso: GraphQL Sep 2025 §2.10.4
struct UnicodeEscape {
    /// The character that the escape stands for.
    let scalar: Unicode.Scalar
    /// The number of bytes from the first backslash on.
    let length: Int

    /// Reads the escape at a backslash; nil when it is malformed, out of range or half a surrogate pair.
    init?<Bytes: RandomAccessCollection<UInt8>>(in bytes: Bytes, at start: Int) where Bytes.Index == Int {
        let digits = start + 2
        if digits < bytes.endIndex, bytes[digits] == UInt8(ascii: "{") {
            guard let close = bytes[digits...].firstIndex(of: UInt8(ascii: "}")),
                let value = UnicodeEscape.hexadecimal(bytes[(digits + 1)..<close]),
                let scalar = Unicode.Scalar(value)
            else { return nil }
            self.scalar = scalar
            length = close + 1 - start
            return
        }
        guard let first = UnicodeEscape.codeUnit(in: bytes, at: start) else { return nil }
        if let scalar = Unicode.Scalar(first) {
            self.scalar = scalar
            length = 6
            return
        }
        guard 0xD800..<0xDC00 ~= first, let second = UnicodeEscape.codeUnit(in: bytes, at: start + 6),
            0xDC00..<0xE000 ~= second,
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { return nil }
        self.scalar = scalar
        length = 12
    }

    /// The four digits of `\uXXXX`; nil when there is no such escape.
    private static func codeUnit<Bytes: RandomAccessCollection<UInt8>>(in bytes: Bytes, at start: Int)
        -> UInt32?
    where Bytes.Index == Int {
        guard start + 6 <= bytes.endIndex, bytes[start] == UInt8(ascii: "\\"),
            bytes[start + 1] == UInt8(ascii: "u")
        else { return nil }
        return hexadecimal(bytes[(start + 2)..<(start + 6)])
    }

    /// The value of hexadecimal digits; nil for none, for another character or beyond Unicode.
    private static func hexadecimal(_ digits: some Collection<UInt8>) -> UInt32? {
        var value: UInt32 = 0
        for digit in digits {
            guard let nibble = hexadecimalValue(of: digit) else { return nil }
            value = value << 4 | nibble
            if value > 0x10FFFF { return nil }
        }
        return digits.isEmpty ? nil : value
    }
}
