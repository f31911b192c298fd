/// Turns UTF-8 bytes into tokens, one at a time.
///
/// Works on the bytes in place and makes no strings; counts tokens and ignored tokens and stops at their
/// limits.
///
/// - SeeAlso: GraphQL Sep 2025 §2.1
struct Lexer {
    let bytes: UnsafeBufferPointer<UInt8>
    private let limits: ParserLimits
    /// The next byte to read.
    var position = 0
    private var tokenCount = 0
    private var ignoredTokenCount = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: ParserLimits) throws(SyntaxError) {
        self.bytes = bytes
        self.limits = limits
        if bytes.count > limits.documentBytesMax {
            throw error(
                "The document is larger than \(limits.documentBytesMax) bytes.", at: 0, limit: .documentBytes)
        }
        if let offset = UTF8Check.firstInvalidOffset(in: bytes) {
            throw error("The document is not valid UTF-8.", at: offset)
        }
    }

    /// The byte at a position; 0 beyond the end, which no token contains outside strings and comments.
    @inline(__always)
    func byte(at position: Int) -> UInt8 {
        position < bytes.count ? bytes[position] : 0
    }

    /// Token :: Punctuator, Name, IntValue, FloatValue, StringValue
    mutating func next() throws(SyntaxError) -> Token {
        try skipIgnored()
        tokenCount += 1
        if tokenCount > limits.tokenCountMax, position < bytes.count {
            throw error(
                "The document has more than \(limits.tokenCountMax) tokens.", at: position, limit: .tokens)
        }
        let start = position
        guard start < bytes.count else { return Token(kind: .endOfFile, offset: Int32(start), length: 0) }
        let first = bytes[start]
        if ByteClass.nameStart.contains(first) {
            position += 1
            while ByteClass.nameContinue.contains(byte(at: position)) { position += 1 }
            return token(.name, from: start)
        }
        if let kind = Lexer.punctuator(first) {
            position += 1
            return token(kind, from: start)
        }
        return try rareToken(first, from: start)
    }

    /// The tokens that need a look beyond their first byte.
    private mutating func rareToken(_ first: UInt8, from start: Int) throws(SyntaxError) -> Token {
        switch first {
        case UInt8(ascii: "."):
            guard byte(at: start + 1) == first, byte(at: start + 2) == first else {
                throw dotError(at: start)
            }
            position += 3
            return token(.spread, from: start)
        case UInt8(ascii: "\""):
            return try string(from: start)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try number(from: start)
        case UInt8(ascii: "'"):
            throw error("Unexpected character \"'\": strings stand in double quotes.", at: start)
        default:
            throw error("Unexpected character \(characterDescription(at: start)).", at: start)
        }
    }

    /// Punctuator :: one of `! $ & ( ) : = @ [ ] { | }`
    @inline(__always)
    private static func punctuator(_ byte: UInt8) -> Token.Kind? {
        switch byte {
        case UInt8(ascii: "{"): .leftBrace
        case UInt8(ascii: "}"): .rightBrace
        case UInt8(ascii: "("): .leftParenthesis
        case UInt8(ascii: ")"): .rightParenthesis
        case UInt8(ascii: ":"): .colon
        case UInt8(ascii: "$"): .dollar
        case UInt8(ascii: "@"): .at
        case UInt8(ascii: "!"): .exclamationMark
        case UInt8(ascii: "["): .leftBracket
        case UInt8(ascii: "]"): .rightBracket
        case UInt8(ascii: "="): .equals
        case UInt8(ascii: "|"): .pipe
        case UInt8(ascii: "&"): .ampersand
        default: nil
        }
    }

    /// Ignored :: UnicodeBOM, WhiteSpace, LineTerminator, Comment, Comma
    private mutating func skipIgnored() throws(SyntaxError) {
        while position < bytes.count {
            let byte = bytes[position]
            if ByteClass.ignored.contains(byte) {
                repeat { position += 1 } while ByteClass.ignored.contains(self.byte(at: position))
            } else if byte == UInt8(ascii: "#") {
                skipComment()
            } else if byte == 0xEF, self.byte(at: position + 1) == 0xBB, self.byte(at: position + 2) == 0xBF {
                position += 3
            } else {
                return
            }
            ignoredTokenCount += 1
            if ignoredTokenCount > limits.ignoredTokenCountMax {
                throw error(
                    "The document has more than \(limits.ignoredTokenCountMax) ignored tokens.", at: position,
                    limit: .ignoredTokens)
            }
        }
    }

    /// Comment :: `#` CommentChar*
    private mutating func skipComment() {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n"),
            bytes[position] != UInt8(ascii: "\r")
        {
            position += 1
        }
    }

    /// The token from `start` to the current position.
    @inline(__always)
    func token(_ kind: Token.Kind, from start: Int) -> Token {
        Token(
            kind: kind, offset: Int32(truncatingIfNeeded: start),
            length: Int32(truncatingIfNeeded: position - start))
    }
}
