import Foundation

/// Comments that cite the specification of GraphQL: `- SeeAlso: GraphQL Sep 2025 §n`.
enum SpecificationAnchors {
    /// The edition as every anchor writes it.
    static let edition = "GraphQL Sep 2025 §"

    /// The sections that a file's anchors cite, each with its line.
    static func sections(in source: SwiftSource) throws -> [(section: String, line: Int)] {
        let number = try Regex(#"§(\d+(?:\.\d+)*)"#, as: (Substring, Substring).self)
        return source.comments.enumerated().flatMap { index, line -> [(section: String, line: Int)] in
            guard let start = line.firstRange(of: edition) else { return [] }
            // Of "GraphQL Sep 2025 §3.5, RFC 8259 §7" only the first is a section of GraphQL.
            let end = line[start.upperBound...].firstRange(of: "RFC")?.lowerBound ?? line.endIndex
            return line[start.lowerBound..<end].matches(of: number).map { (String($0.output.1), index + 1) }
        }
    }

    /// Anchors that cite a section the specification doesn't have.
    static func unknown(in source: SwiftSource) throws -> [Violation] {
        try sections(in: source).filter { SpecificationSections.titles[$0.section] == nil }.map {
            Violation(
                path: source.path, line: $0.line, message: "GraphQL Sep 2025 has no section §\($0.section)")
        }
    }
}
