extension Lexer {
    /// IntValue :: IntegerPart, not followed by a digit, `.` or NameStart
    ///
    /// FloatValue :: IntegerPart FractionalPart? ExponentPart?
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.10.1, §2.10.2
    mutating func number(from start: Int) throws(SyntaxError) -> Token {
        var kind = Token.Kind.int
        if byte(at: position) == UInt8(ascii: "-") { position += 1 }
        if byte(at: position) == UInt8(ascii: "0") {
            position += 1
            if ByteClass.digit.contains(byte(at: position)) {
                throw error("Invalid number: no digit may follow a leading zero.", at: position)
            }
        } else {
            try digits()
        }
        if byte(at: position) == UInt8(ascii: ".") {
            kind = .float
            position += 1
            try digits()
        }
        if byte(at: position) | 0x20 == UInt8(ascii: "e") {
            kind = .float
            position += 1
            if byte(at: position) == UInt8(ascii: "-") || byte(at: position) == UInt8(ascii: "+") {
                position += 1
            }
            try digits()
        }
        if byte(at: position) == UInt8(ascii: ".") || ByteClass.nameStart.contains(byte(at: position)) {
            throw error(
                "Invalid number: expected a digit, found \(characterDescription(at: position)).", at: position
            )
        }
        return token(kind, from: start)
    }

    /// Digit+
    private mutating func digits() throws(SyntaxError) {
        guard ByteClass.digit.contains(byte(at: position)) else {
            throw error(
                "Invalid number: expected a digit, found \(characterDescription(at: position)).", at: position
            )
        }
        while ByteClass.digit.contains(byte(at: position)) { position += 1 }
    }
}
