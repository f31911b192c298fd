import Foundation
import Testing

/// The guide about clients shows what runs: each piece of code is one of a client that the tests run.
@Suite struct ClientGuideTests {
    private static let clients = [
        "Python/pyproject.toml", "Python/by_hand.py", "Python/typed.py", "SwiftClientTests.swift",
    ]

    /// The lines without what all of them are indented by.
    private static func flush(_ lines: some Collection<Substring>) -> [Substring] {
        let margins = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }
        return lines.map { $0.dropFirst(margins.min() ?? 0) }
    }

    /// The pieces of code of a guide but for what is typed into a shell.
    private static func pieces(_ guide: String) -> [[Substring]] {
        let parts = guide.split(separator: "```", omittingEmptySubsequences: false)
        return parts.enumerated().filter { $0.offset % 2 == 1 }.map { part in
            part.element.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast()
        }
        .filter { piece in !["curl ", "pip "].contains { piece[0].hasPrefix($0) } }
    }

    private static func holds(_ piece: [Substring], _ source: String) -> Bool {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= piece.count else { return false }
        return (0...lines.count - piece.count).contains { flush(lines[$0..<$0 + piece.count]) == piece }
    }

    @Test func `every piece of code in the guide stands in a client that is run`() throws {
        let guide = try Repository.text("Sources/Documentation/Guides/clients.md")
        let sources = try Self.clients.map { try Repository.text("Tests/ServerTests/Clients/\($0)") }
        let pieces = Self.pieces(guide)
        #expect(pieces.count >= 8)
        for piece in pieces {
            #expect(
                sources.contains { Self.holds(piece, $0) },
                "in no client: \(piece.joined(separator: "\n"))")
        }
    }

    @Test func `another line, or one less, is no longer the same`() {
        let source = "a\n    b\n      c\n\n    d\n"
        #expect(Self.holds(["b", "  c", "", "d"], source))
        #expect(!Self.holds(["b", "c", "", "d"], source))
        #expect(!Self.holds(["b", "d"], source))
    }
}
