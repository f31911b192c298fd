import Documentation
import Foundation
import Testing

/// The list of codes and the codes that the sources give are the same.
@Suite struct ErrorCodeListTests {
    /// Codes that no caller meets: what catches them is in the reason.
    private static let unseen = [
        "CONNECTION_LOST": "a read is sent again, a write is UNAVAILABLE",
        "TRANSACTION_UNDONE": "the transaction is run again, in the end OVERLOADED",
        "NEEDS_DATABASE": "the menus' cache asks the database",
        "SCHEMA_INVALID": "conformance alone",
    ]

    /// Every code in a text: `code: "…"`, what follows a message in a refusal, and all of `var code`.
    static func codes(in text: String) throws -> Set<String> {
        let label = try Regex(#"code: "([A-Z][A-Z0-9_]+)""#, as: (Substring, Substring).self)
        let positional = try Regex(
            #""([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)",\s*\.[a-z]"#, as: (Substring, Substring).self)
        var found = Set((text.matches(of: label) + text.matches(of: positional)).map { String($0.1) })
        let property = try Regex(
            #"var code: String \{((?:[^{}]|\{[^{}]*\})*)\}"#, as: (Substring, Substring).self)
        let literal = try Regex(#""([A-Z][A-Z0-9_]+)""#, as: (Substring, Substring).self)
        for body in text.matches(of: property).map(\.1) {
            found.formUnion(body.matches(of: literal).map { String($0.1) })
        }
        return found
    }

    private func sources() throws -> [(path: String, text: String)] {
        let folder = Repository.path("Sources")
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        // The business's own codes are enums of the schema, and those of schema changes are none.
        let apart = ["Documentation/", "Domain/", "Conformance/", "GraphQLSchema/Diff/"]
        return try files.filter { path in
            path.hasSuffix(".swift") && !apart.contains { path.hasPrefix($0) }
        }.map { ($0, try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)) }
    }

    @Test func `every code of the sources is explained, and every code explained is one of the sources`()
        throws
    {
        let sources = try sources()
        let given = try sources.reduce(into: Set<String>()) { $0.formUnion(try Self.codes(in: $1.text)) }
        let listed = ErrorCode.all.map(\.name)

        #expect(given.subtracting(Self.unseen.keys).subtracting(listed) == [])
        #expect(Set(listed).count == listed.count)
        let everything = sources.map(\.text).joined()
        #expect(listed.filter { !everything.contains("\"\($0)\"") } == [])
        #expect(Self.unseen.keys.filter { !given.contains($0) } == [])
    }

    @Test func `codes are found in the forms in which the sources write them`() throws {
        let found = try Self.codes(
            in: """
                throw LoadError(message: "No.", code: "NOT_HERE")
                refusal("No.", "NOT_NOW", .requestError)
                var code: String {
                    switch self {
                    case .a: "A_CODE"
                    }
                }
                let other = "NO_CODE"
                """)
        #expect(found == ["NOT_HERE", "NOT_NOW", "A_CODE"])
    }
}
