/// A place in a text file, counted from 1 as editors do.
public struct TextPosition: Sendable, Hashable {
    /// The line.
    public let line: Int
    /// The character within the line; in a CSV file the column of the table.
    public let column: Int

    /// A place.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// One thing in an import file that keeps it from being imported.
///
/// All problems of a file are reported together, so that they can be mended in one go.
public struct ImportProblem: Error, Sendable, Hashable {
    /// Where it is.
    public let position: TextPosition
    /// Which value it is about, as `categories[2].items[0].price`; in a CSV file the name of the table's
    /// column.
    public let path: String
    /// What is wrong, for the person who wrote the file.
    public let message: String

    /// A problem.
    public init(position: TextPosition, path: String, message: String) {
        self.position = position
        self.path = path
        self.message = message
    }
}

extension ImportProblem: CustomStringConvertible {
    /// `12:5: categories[2].items[0].price: …`, ready to stand behind a file's name.
    public var description: String {
        let place = "\(position.line):\(position.column): "
        return place + (path.isEmpty ? message : "\(path): \(message)")
    }
}

/// Collects problems while a file is read.
///
/// A class, because readers of nested objects all add to the same list; it never leaves the function that
/// reads.
final class ProblemList {
    /// Beyond this many the file is of another kind, and more lines would not help.
    static let countMax = 200

    private(set) var problems: [ImportProblem] = []

    func add(_ position: TextPosition, _ path: String, _ message: String) {
        guard problems.count < Self.countMax else { return }
        problems.append(ImportProblem(position: position, path: path, message: message))
    }

    /// The problems in the order of the file.
    var sorted: [ImportProblem] {
        problems.sorted { ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column) }
    }
}
