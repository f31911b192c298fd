import GraphQLSchema
import Permissions
import Testing

/// A file that differs from a good one in one place; `▲` marks where the problem stands.
struct BrokenFile: Sendable, CustomTestStringConvertible {
    let good: String
    let bad: String
    /// The file's own tests, where the problem needs some.
    let tests: String
    let message: String

    init(_ good: String, _ bad: String, tests: String = "tests: []", _ message: String) {
        self.good = good
        self.bad = bad
        self.tests = tests
        self.message = message
    }

    var testDescription: String { message }

    /// The text, and the problem as it is reported.
    func read() throws -> (yaml: String, line: String) {
        let marked = OrderWorld.changed([("tests: []", tests), (good, bad)])
        let mark = try #require(marked.firstIndex(of: "▲"))
        let before = marked[..<mark].split(separator: "\n", omittingEmptySubsequences: false)
        let place = "\(before.count):\((before.last?.unicodeScalars.count ?? 0) + 1)"
        return (marked.replacing("▲", with: ""), "p.yaml:\(place): \(message)")
    }
}
