/// The names of files and folders.
enum PathNames {
    /// Words that say nothing of what is inside.
    static let banned: Set<String> = [
        "util", "utils", "utilities", "helper", "helpers", "common", "core", "new", "manager", "managers",
        "misc",
    ]
    /// What may stand at the top of the tree, next to files whose name begins with a dot.
    static let topLevel: Set<String> = [
        "Package.swift", "Sources", "Tests", "schema.graphql", "Config", "Migrations", "README.md", "Scripts",
        "Benchmarks",
    ]
    private static let folders = ["Sources/", "Tests/", "Benchmarks/", "Scripts/"]

    /// Names that say nothing, and names with a space.
    static func violations(in paths: [String]) -> [Violation] {
        paths.flatMap { path -> [Violation] in
            var found: [Violation] = []
            if path.contains(where: \.isWhitespace) {
                found.append(Violation(path: path, message: "a space in the path: join the words"))
            }
            if folders.contains(where: { path.hasPrefix($0) }) {
                found += words(of: path).filter { banned.contains($0.lowercased()) }.map {
                    Violation(path: path, message: "\"\($0)\" says nothing: name the concept inside")
                }
            }
            return found
        }
    }

    /// What stands at the top of the tree without leave.
    static func topLevelViolations(in paths: [String]) -> [Violation] {
        Set(paths.compactMap { $0.split(separator: "/").first.map(String.init) })
            .filter { !topLevel.contains($0) && !$0.hasPrefix(".") }.sorted()
            .map {
                Violation(
                    path: $0, message: "not at the top of the tree: put it into the folder it belongs to")
            }
    }

    /// The words of a path: parted at signs, and where a small letter meets a capital.
    private static func words(of path: String) -> [String] {
        var words: [String] = [""]
        var previous: Character = " "
        for character in path {
            let isLetter = character.isLetter || character.isNumber
            if !isLetter || (character.isUppercase && previous.isLowercase) { words.append("") }
            if isLetter { words[words.count - 1].append(character) }
            previous = character
        }
        return words.filter { !$0.isEmpty }
    }
}
