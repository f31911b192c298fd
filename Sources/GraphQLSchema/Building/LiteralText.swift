import GraphQLLanguage

/// Writes a literal in one canonical form: one space after separators, strings in quotes.
///
/// - SeeAlso: GraphQL Sep 2025 §4.2.4, `defaultValue`
enum LiteralText {
    /// The text of a literal of a document.
    static func text(of literal: Document.Value, in document: Document) -> String {
        switch literal.kind {
        case .list:
            let items = literal.children.map { text(of: document.values[$0], in: document) }
            return "[\(items.joined(separator: ", "))]"
        case .object:
            let fields = document.objectFields[literal.children.range].map { field in
                let value = text(of: document.values[Int(field.value)], in: document)
                return "\(document.name(field.name)): \(value)"
            }
            return fields.isEmpty ? "{}" : "{ \(fields.joined(separator: ", ")) }"
        case .string, .blockString: return quoted(document.string(literal))
        default: return document.text(literal)
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\u{8}": quoted += "\\b"
            case "\t": quoted += "\\t"
            case "\n": quoted += "\\n"
            case "\u{C}": quoted += "\\f"
            case "\r": quoted += "\\r"
            case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}":
                let digits = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
