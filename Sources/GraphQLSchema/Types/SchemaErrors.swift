public import GraphQLLanguage

/// Everything that is wrong with a schema text, in the order of the text.
public struct SchemaErrors: Error, Sendable, Equatable, CustomStringConvertible {
    /// One fault of a schema text.
    public struct Problem: Sendable, Equatable, CustomStringConvertible {
        /// What is wrong, naming schema coordinates.
        public let message: String
        /// Where it stands.
        public let location: SourceLocation

        /// The problem in one line, `line:column: message`.
        public var description: String { "\(location.line):\(location.column): \(message)" }
    }

    /// The faults; never empty.
    public let problems: [Problem]

    /// The problems, one a line.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
