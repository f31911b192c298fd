/// Finds banned words in sources.
enum BannedWords {
    /// Every banned word that stands where it may not.
    static func violations(in sources: [SwiftSource], words: [BannedWord] = BannedWord.all) throws
        -> [Violation]
    {
        try words.flatMap { word in
            let pattern = try Regex(word.pattern)
            var needed: Set<String> = []
            let found = sources.filter { isBanned(word, at: $0.path) }.flatMap { source in
                occurrences(of: pattern, word: word, in: source).filter { _ in
                    guard let place = allowance(of: word, at: source.path) else { return true }
                    needed.insert(place)
                    return false
                }
            }
            let idle = word.allowed.keys.filter {
                $0.hasSuffix(".swift") && !needed.contains($0) && isComplete(sources, for: word)
            }
            return found
                + idle.sorted().map {
                    Violation(
                        path: $0, message: "\(word.name) is allowed here without need: take it off the list")
                }
        }
    }

    private static func isBanned(_ word: BannedWord, at path: String) -> Bool {
        word.folders.contains { path.hasPrefix($0) }
    }

    private static func allowance(of word: BannedWord, at path: String) -> String? {
        word.allowed.keys.first { path.hasPrefix($0) }
    }

    /// Whether the sources at hand hold the allowed places at all: a fixture doesn't.
    private static func isComplete(_ sources: [SwiftSource], for word: BannedWord) -> Bool {
        sources.contains { $0.path == "Package.swift" }
    }

    private static func occurrences(
        of pattern: Regex<AnyRegexOutput>, word: BannedWord, in source: SwiftSource
    ) -> [Violation] {
        let lines =
            switch word.view {
            case .code: source.code
            case .comments: source.comments
            case .text: source.lines
            }
        return lines.indices.compactMap { index in
            let line = lines[index]
            guard word.needle.isEmpty ? !line.allSatisfy({ $0 == " " }) : line.contains(word.needle),
                line.firstMatch(of: pattern) != nil
            else { return nil }
            if word.isAllowedByProof, hasProof(near: index, in: source) { return nil }
            return Violation(
                path: source.path, line: index + 1, message: "\(word.name): write instead \(word.instead)")
        }
    }

    private static func hasProof(near index: Int, in source: SwiftSource) -> Bool {
        let lines = source.comments[max(0, index - 3)...min(source.comments.count - 1, index + 3)]
        return lines.contains { $0.contains("// Sendable: ") }
    }
}
