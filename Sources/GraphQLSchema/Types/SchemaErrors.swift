public import GraphQLLanguage

/// Everything that is wrong with a schema text, in the order of the text.
public struct SchemaErrors: Error, Sendable, Equatable, CustomStringConvertible {
    /// A place in one of the texts of a schema.
    public struct Place: Sendable, Equatable, CustomStringConvertible {
        /// The name of the text; nil when it has none.
        public let file: String?
        /// The line and column.
        public let location: SourceLocation

        /// The place as `file:line:column`, or `line:column` without a file.
        public var description: String {
            (file.map { "\($0):" } ?? "") + "\(location.line):\(location.column)"
        }
    }

    /// One fault of a schema text.
    public struct Problem: Sendable, Equatable, CustomStringConvertible {
        /// What is wrong.
        public let message: String
        /// The schema coordinate of what it is wrong with, if that has one.
        public let coordinate: String?
        /// Where it stands, the first the most telling; empty when something is missing altogether.
        public let places: [Place]

        /// Where it stands first; the start of the text when something is missing altogether.
        public var location: SourceLocation { places.first?.location ?? SourceLocation(line: 1, column: 1) }

        /// The problem in one line, `file:line:column: message`, with the other places behind it.
        public var description: String {
            let place = places.first ?? Place(file: nil, location: location)
            let others = places.dropFirst().map(\.description).joined(separator: ", ")
            return "\(place): \(message)" + (others.isEmpty ? "" : " (see \(others))")
        }
    }

    /// The faults; never empty.
    public let problems: [Problem]

    init(_ problems: [Problem]) {
        self.problems = problems
    }

    /// The problems, one a line.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
