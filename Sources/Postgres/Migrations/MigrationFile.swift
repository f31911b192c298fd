/// One step of the schema: a numbered pair of SQL files, `0007_staff.up.sql` and `0007_staff.down.sql`.
public struct MigrationFile: Sendable, Hashable {
    /// The head line of a file that cannot run in a transaction, such as one that builds an index
    /// CONCURRENTLY.
    static let noTransactionMark = "-- no-transaction"

    /// The position in the order of application.
    public let number: Int
    /// What the step is about, as in the file's name.
    public let name: String
    /// The statements that make the step.
    public let up: String
    /// The statements that take it back.
    public let down: String

    /// Puts a step together.
    public init(number: Int, name: String, up: String, down: String) {
        self.number = number
        self.name = name
        self.up = up
        self.down = down
    }

    /// The number and the name as file names carry them: `0007_staff`.
    public var label: String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_" + name
    }

    /// Whether a script runs in one transaction; without one it must be written so that it may run again.
    static func isTransactional(_ script: String) -> Bool {
        script.split(separator: "\n", maxSplits: 1).first.map(trimmed) != noTransactionMark
    }

    /// The statements of a script without a transaction, in order: each ends with `;` at the end of a line.
    ///
    /// Such a file holds plain commands (indexes, `ALTER TYPE`), so no quoting has to be understood here.
    static func statements(of script: String) -> [String] {
        var statements: [String] = []
        var lines: [Substring] = []
        for line in script.split(separator: "\n") where !trimmed(line).hasPrefix("--") {
            lines.append(line)
            if trimmed(line).hasSuffix(";") {
                statements.append(lines.joined(separator: "\n"))
                lines = []
            }
        }
        let rest = lines.joined(separator: "\n")
        return trimmed(rest[...]).isEmpty ? statements : statements + [rest]
    }

    private static func trimmed(_ line: Substring) -> String {
        guard let first = line.firstIndex(where: { !$0.isWhitespace }),
            let last = line.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(line[first...last])
    }
}
