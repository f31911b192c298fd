/// Writes text as the literals that stand for it.
///
/// - SeeAlso: GraphQL Sep 2025 §2.10.4
public enum StringPrinter {
    /// A text in double quotes, on one line: quotes, backslashes and control characters are escaped.
    ///
    /// - Complexity: O(length).
    public static func quoted(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\u{8}": literal += "\\b"
            case "\u{C}": literal += "\\f"
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            case "\0"..<" ", "\u{7F}"..<"\u{A0}":
                let digits = String(scalar.value, radix: 16, uppercase: true)
                literal += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }

    /// A text in triple quotes, its lines not indented yet; nil for a text that no block string stands for.
    ///
    /// Short single lines stay on the line of the quotes. To indent the literal, every line but the first and
    /// the empty ones must begin with the same white space.
    ///
    /// - Complexity: O(length).
    public static func block(_ text: String) -> String? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard isBlockString(text, lines) else { return nil }
        let escaped = escapedTripleQuotes(text)
        if lines.count > 1 { return "\"\"\"\n\(escaped)\n\"\"\"" }
        // White space at the start of a lone line counts only on the line of the quotes.
        let isIndented = lines.first.map { startsWithWhiteSpace($0) } ?? false
        let endsLikeQuotes = text.utf8.last == UInt8(ascii: "\"") || text.utf8.last == UInt8(ascii: "\\")
        let isLong = text.unicodeScalars.count > 70
        let before = (isLong || endsLikeQuotes) && !isIndented ? "\n" : ""
        let after = isLong || endsLikeQuotes ? "\n" : ""
        return "\"\"\"\(before)\(escaped)\(after)\"\"\""
    }

    /// Whether BlockStringValue() can give the text: no blank line at an end, and no indentation that all
    /// lines share.
    private static func isBlockString(_ text: String, _ lines: [Substring]) -> Bool {
        guard !text.isEmpty else { return true }
        guard !text.utf8.contains(UInt8(ascii: "\r")), let first = lines.first, let last = lines.last,
            !isBlank(first), !isBlank(last)
        else { return false }
        return lines.count == 1 || lines.contains { !isBlank($0) && !startsWithWhiteSpace($0) }
    }

    private static func isBlank(_ line: Substring) -> Bool { line.utf8.allSatisfy(isWhiteSpace) }

    private static func startsWithWhiteSpace(_ line: Substring) -> Bool {
        line.utf8.first.map(isWhiteSpace) ?? false
    }

    private static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    /// Puts a backslash before each `"""`.
    private static func escapedTripleQuotes(_ text: String) -> String {
        var escaped: [UInt8] = []
        var quotes = 0
        for byte in text.utf8 {
            quotes = byte == UInt8(ascii: "\"") ? quotes + 1 : 0
            escaped.append(byte)
            if quotes == 3 {
                escaped.insert(UInt8(ascii: "\\"), at: escaped.count - 3)
                quotes = 0
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
