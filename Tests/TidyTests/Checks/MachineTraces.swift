import Foundation

/// Nothing in the tree knows the machine it was written on.
enum MachineTraces {
    // Joined here, so that this file doesn't hold what it looks for.
    private static let folders = [["work", ""], ["farm", ""], ["root", ""], ["tmp", "wt"]]

    /// Lines with a path that exists on one machine only.
    static func violations(path: String, text: String) throws -> [Violation] {
        let needles = folders.map { "/" + $0.joined(separator: "/") }
        guard needles.contains(where: { text.contains($0) }) else { return [] }
        let names = needles.map { NSRegularExpression.escapedPattern(for: $0) }.joined(separator: "|")
        let pattern = try Regex("(?:^|[^\\w.~}/-])(\(names))", as: (Substring, Substring).self)
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
            index, line in
            line.firstMatch(of: pattern).map { match in
                Violation(
                    path: path, line: index + 1,
                    message: "\(match.output.1) is a path of one machine: derive it, or take it as a setting")
            }
        }
    }
}
