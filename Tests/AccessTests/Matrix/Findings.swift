/// What a matrix has tried and where the server and the file disagree.
struct Findings: Sendable {
    /// How much was tried.
    var attempts = 0
    /// Of that, how much was read from an object and not only accepted.
    var valuesRead = 0
    /// Disagreements, one line each.
    var differences: [String] = []
    /// Object types that were read at least once.
    var typesRead: Set<String> = []

    /// The first disagreements, for a message.
    var summary: String { differences.prefix(25).joined(separator: "\n") }

    /// The same, with the manner in front of each disagreement.
    func naming(_ manner: Manner) -> Findings {
        guard manner != .plain else { return self }
        var named = self
        named.differences = differences.map { "\(manner.carriage.rawValue), \(manner.form): \($0)" }
        return named
    }

    mutating func add(_ other: Findings) {
        attempts += other.attempts
        valuesRead += other.valuesRead
        differences += other.differences
        typesRead.formUnion(other.typesRead)
    }
}
