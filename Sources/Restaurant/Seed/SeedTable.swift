import Postgres

/// Rows of one table on their way in by COPY.
struct SeedTable: Sendable {
    let name: String
    let columns: [String]
    var rows: [[String?]] = []

    init(_ name: String, _ columns: String) {
        self.name = name
        self.columns = columns.split(separator: " ").map(String.init)
    }

    /// Adds a row; the values stand in the order of the columns.
    mutating func add(_ values: String?...) {
        precondition(values.count == columns.count, "\(name) has \(columns.count) columns")
        rows.append(values)
    }
}
