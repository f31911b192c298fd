/// The budgets of files, functions and lines.
enum Lengths {
    /// Lines of a file.
    static let fileLinesMax = 400
    /// Lines of the middle file of `Sources`.
    static let fileLinesMedianMax = 120
    /// Lines of a function, from its first line to its closing brace.
    static let functionLinesMax = 70
    /// Characters of a line.
    static let columnsMax = 110

    /// Files that may be longer, each with the reason: tables and fixtures have no structure to split along.
    static let longFiles: [String: String] = [:]

    /// Files above the budget, and exemptions that nothing needs any more.
    static func files(_ sources: [SwiftSource], exempt: [String: String] = longFiles) -> [Violation] {
        let long = sources.filter { $0.lines.count > fileLinesMax }
        let needed = Set(long.map(\.path))
        return long.filter { exempt[$0.path] == nil }.map {
            Violation(
                path: $0.path,
                message:
                    "\($0.lines.count) lines, at most \(fileLinesMax): split it by concept"
            )
        }
            + exempt.keys.filter { !needed.contains($0) }.sorted().map {
                Violation(path: $0, message: "exempt from the file budget without need: take it off the list")
            }
    }

    /// The length of the middle file; 0 without files.
    static func median(_ sources: [SwiftSource]) -> Int {
        let counts = sources.map(\.lines.count).sorted()
        return counts.isEmpty ? 0 : counts[counts.count / 2]
    }

    /// Lines above the budget, counted in characters.
    static func lines(_ source: SwiftSource) -> [Violation] {
        source.lines.enumerated().filter { $0.element.count > columnsMax }.map {
            Violation(
                path: source.path, line: $0.offset + 1,
                message: "\($0.element.count) columns, at most \(columnsMax): break the line")
        }
    }

    /// Functions above the budget.
    static func functions(_ source: SwiftSource) -> [Violation] {
        FunctionBody.all(in: source).filter { $0.lineCount > functionLinesMax }.map {
            Violation(
                path: source.path, line: $0.firstLine,
                message: "\($0.lineCount) lines in a function, at most \(functionLinesMax): "
                    + "branch in the parent, loop in the child")
        }
    }
}
