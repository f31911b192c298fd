/// Decodes the content of quoted strings.
///
/// - SeeAlso: GraphQL Sep 2025 §2.10.4
enum StringLiteral {
    /// The text of a literal in single quotes that the lexer has accepted.
    static func decode(_ literal: ArraySlice<UInt8>) -> String {
        let content = literal.dropFirst().dropLast()
        guard content.contains(UInt8(ascii: "\\")) else { return String(decoding: content, as: UTF8.self) }
        var text: [UInt8] = []
        text.reserveCapacity(content.count)
        var index = content.startIndex
        while index < content.endIndex {
            if content[index] != UInt8(ascii: "\\") {
                text.append(content[index])
                index += 1
            } else if content[index + 1] == UInt8(ascii: "u") {
                guard let escape = UnicodeEscape(in: content, at: index) else { break }
                text.append(contentsOf: UTF8.encode(escape.scalar) ?? UTF8.encodedReplacementCharacter)
                index += escape.length
            } else {
                text.append(escapedByte(content[index + 1]))
                index += 2
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// EscapedCharacter :: one of `" \ / b f n r t`
    private static func escapedByte(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: byte
        }
    }
}
