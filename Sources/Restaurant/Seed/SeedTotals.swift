/// What a run of the seeder did.
public struct SeedTotals: Sendable, Hashable {
    /// Rows of one table.
    public struct Rows: Sendable, Hashable {
        /// The table.
        public let table: String
        /// How many rows went in.
        public internal(set) var count: Int
    }

    /// Organizations that were made.
    public internal(set) var organizations = 0
    /// Organizations that were there from an earlier run.
    public internal(set) var skipped = 0
    /// Rows by table, in the order of writing.
    public internal(set) var rows: [Rows] = []

    /// All rows.
    public var rowCount: Int { rows.reduce(0) { $0 + $1.count } }

    mutating func add(_ tables: [SeedTable]) {
        organizations += 1
        for table in tables {
            if let index = rows.firstIndex(where: { $0.table == table.name }) {
                rows[index].count += table.rows.count
            } else {
                rows.append(Rows(table: table.name, count: table.rows.count))
            }
        }
    }
}
