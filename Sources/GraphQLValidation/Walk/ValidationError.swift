public import GraphQLLanguage

/// One reason why a document cannot be executed.
///
/// - SeeAlso: GraphQL Sep 2025 §5, §7.1.3
public struct ValidationError: Error, Sendable, Equatable {
    /// What is wrong, naming schema coordinates.
    public let message: String
    /// The places in the document that it is about.
    public let locations: [SourceLocation]
    /// The value of `extensions.code`: `GRAPHQL_VALIDATION_FAILED`, or the code of an exceeded limit.
    public let code: String
    /// The value of `extensions.limit`: the name of the exceeded limit; nil when a rule is broken.
    public let limit: String?
}
