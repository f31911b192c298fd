import Testing

/// One breach of a house rule, with what to do instead.
struct Violation: Equatable, CustomStringConvertible {
    /// The file, from the root of the checkout.
    var path: String
    /// The line, counted from 1; nil when the whole file or folder is meant.
    var line: Int?
    /// What is wrong and what to write instead.
    var message: String

    var description: String { "\(path):\(line.map { "\($0):" } ?? "") \(message)" }
}

/// Records every violation as one issue, so that a run shows the whole list and not only its first line.
func expectTidy(_ violations: [Violation], sourceLocation: SourceLocation = #_sourceLocation) {
    guard !violations.isEmpty else { return }
    let report = violations.map(\.description).joined(separator: "\n")
    Issue.record("\(violations.count) violations:\n\(report)", sourceLocation: sourceLocation)
}
