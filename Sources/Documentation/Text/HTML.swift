/// A piece of a page.
///
/// What is put into it by `\( )` is escaped unless it is such a piece itself, so that no text of a schema or
/// a caller becomes markup.
public struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The markup.
    public private(set) var text: String

    /// Markup as it stands in the source.
    public init(stringLiteral value: String) {
        text = value
    }

    /// Markup with values between.
    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
    }

    /// A text that is none of markup.
    init(escaping text: String) {
        self.text = Self.escaped(text)
    }

    /// Markup with values between, being put together.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        /// Begins.
        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        /// Markup of the source.
        public mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        /// A piece.
        public mutating func appendInterpolation(_ html: HTML) {
            text += html.text
        }

        /// A text, escaped.
        public mutating func appendInterpolation(_ value: some StringProtocol) {
            text += HTML.escaped(String(value))
        }

        /// A number.
        public mutating func appendInterpolation(_ number: Int) {
            text += String(number)
        }
    }

    /// Nothing.
    static let empty: HTML = ""

    var isEmpty: Bool { text.isEmpty }

    static func + (left: HTML, right: HTML) -> HTML { "\(left)\(right)" }

    static func += (left: inout HTML, right: HTML) {
        left.text += right.text
    }

    /// The text with the five characters replaced that mean something in content and in quoted values.
    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { marks.contains($0) }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static let marks = Set("&<>\"'".utf8)
}

extension Sequence<HTML> {
    /// The pieces behind each other.
    func joined(_ separator: HTML = .empty) -> HTML {
        var result = HTML.empty
        var isFirst = true
        for piece in self {
            if !isFirst { result += separator }
            result += piece
            isFirst = false
        }
        return result
    }
}
