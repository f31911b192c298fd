/// Files that comments and guides name in backquotes: a newcomer must find them in the tree.
enum NamedFiles {
    /// Names that no file of the tree has, whole or as the end of its path.
    static func missing(path: String, lines: [String], among paths: [String]) throws -> [Violation] {
        let name = try Regex(
            #"`([\w.+-]+(?:/[\w.+-]+)*\.(?:swift|md|sql|yaml|graphql))`"#, as: (Substring, Substring).self)
        return lines.enumerated().flatMap { index, line -> [Violation] in
            guard line.contains("`") else { return [] }
            return line.matches(of: name).map { String($0.output.1) }.filter { name in
                // `NNNN` stands for any number.
                !name.contains("NNNN") && !name.hasPrefix(".")
                    && !paths.contains { $0 == name || $0.hasSuffix("/" + name) }
            }.map {
                Violation(
                    path: path, line: index + 1, message: "no file is called \($0): name what is in the tree")
            }
        }
    }
}
