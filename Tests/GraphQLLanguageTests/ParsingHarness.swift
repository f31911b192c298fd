import GraphQLLanguage
import Testing

/// Parses a text that must be a document.
func parse(_ text: String, limits: ParserLimits = ParserLimits()) throws -> Document {
    try Parser.parse(Array(text.utf8), limits: limits)
}

/// Expects a syntax error where the marker `▲` stands; the marker is taken out before parsing.
@discardableResult
func expectSyntaxError(
    _ marked: String, limits: ParserLimits = ParserLimits(),
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) -> SyntaxError? {
    let parts = marked.split(separator: "▲", omittingEmptySubsequences: false)
    let text = parts.joined()
    let expected = parts.count > 1 ? parts[0].utf8.count : nil
    do throws(SyntaxError) {
        _ = try Parser.parse(Array(text.utf8), limits: limits)
        Issue.record("no syntax error", sourceLocation: sourceLocation)
        return nil
    } catch {
        if let expected { #expect(Int(error.offset) == expected, sourceLocation: sourceLocation) }
        return error
    }
}

/// The decoded string of the first argument of the first field.
func firstString(_ text: String) throws -> String {
    let document = try parse(text)
    return document.string(document.values[Int(document.arguments[0].value)])
}
