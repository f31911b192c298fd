import GraphQLLanguage
import Testing

/// A parsed text.
func parse(_ text: String, limits: ParserLimits = .trusted) throws(SyntaxError) -> Document {
    try Parser.parse(Array(text.utf8), limits: limits)
}

/// A parsed text of type system definitions.
func parseSchema(_ text: String) throws(SyntaxError) -> SchemaDocument {
    try Parser.parseSchema(Array(text.utf8))
}

/// Why a text is no document, as `line:column message`; nil when it is one.
func failure(_ text: String, limits: ParserLimits = .trusted) -> String? {
    failure(Array(text.utf8), limits: limits)
}

/// Why bytes are no document, as `line:column message`; nil when they are one.
func failure(_ bytes: [UInt8], limits: ParserLimits = .trusted) -> String? {
    do throws(SyntaxError) {
        _ = try Parser.parseSchema(bytes, limits: limits)
        return nil
    } catch {
        return "\(error.location.line):\(error.location.column) \(error.message)"
    }
}

/// What a text means, printed; else why it is no document.
func printed(_ text: String) -> String {
    do throws(SyntaxError) {
        return Printer.text(of: try parseSchema(text))
    } catch {
        return error.message
    }
}

/// The value of the only argument of `{ f(a: …) }`.
func value(_ literal: String) throws -> (value: Document.Value, document: Document) {
    let document = try parse("{ f(a: \(literal)) }")
    let argument = try #require(document.arguments.last)
    return (document.values[Int(argument.value)], document)
}

/// The content of a string or block string.
func string(_ literal: String) throws -> String {
    let (value, document) = try value(literal)
    return document.string(value)
}
