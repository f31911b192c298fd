import GraphQLSchema
import Permissions
import Testing

/// A file that differs from a good one in one place; `▲` marks where the problem stands.
struct BrokenFile: Sendable, CustomTestStringConvertible {
    let good: String
    let bad: String
    let message: String

    init(_ good: String, _ bad: String, _ message: String) {
        self.good = good
        self.bad = bad
        self.message = message
    }

    var testDescription: String { message }

    /// The text, and the problem as it is reported.
    func read() throws -> (yaml: String, line: String) {
        let marked = OrderWorld.changed([(good, bad)])
        let mark = try #require(marked.firstIndex(of: "▲"))
        let before = marked[..<mark].split(separator: "\n", omittingEmptySubsequences: false)
        let place = "\(before.count):\((before.last?.unicodeScalars.count ?? 0) + 1)"
        return (marked.replacing("▲", with: ""), "p.yaml:\(place): \(message)")
    }
}
