/// A text that is no GraphQL document, or one beyond a limit of the parser.
///
/// - SeeAlso: GraphQL Sep 2025 §2
public struct SyntaxError: Error, Sendable, Equatable {
    /// The name of a limit of `ParserLimits`, as configuration and error codes name it.
    public enum Limit: String, Sendable {
        case documentBytes = "maxDocumentBytes"
        case tokens = "maxTokens"
        case ignoredTokens = "maxIgnoredTokens"
        case nestingDepth = "parserDepth"
    }

    /// What was expected and what was found; quotes at most one token of the text.
    public let message: String
    /// The byte offset of the error.
    public let offset: Int32
    /// The line and column of the error.
    public let location: SourceLocation
    /// The limit that was exceeded; nil for a plain syntax error.
    public let limit: Limit?

    /// The value of `extensions.code`.
    public var code: String { "GRAPHQL_PARSE_FAILED" }
}
