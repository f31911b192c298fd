public import Postgres

/// The text of a snapshot: a JSON object of lists of rows by table, each row on a line of its own.
public enum SnapshotText {
    /// Writes rows, grouped by table in the order of their first row; nil without rows.
    ///
    /// - Complexity: O(rows).
    static func write(_ rows: [RowChange], _ keys: [UUIDBytes: PersonalKey]) -> String? {
        guard !rows.isEmpty else { return nil }
        var tables: [String] = []
        var lists: [String: [String]] = [:]
        for row in rows {
            if lists[row.table] == nil { tables.append(row.table) }
            lists[row.table, default: []].append(line(row, keys))
        }
        let parts = tables.map { "\"\($0)\":[\n" + (lists[$0] ?? []).joined(separator: "\n,") + "\n]" }
        return "{" + parts.joined(separator: ",") + "}"
    }

    private static func line(_ row: RowChange, _ keys: [UUIDBytes: PersonalKey]) -> String {
        guard let person = row.person, let personal = row.personal else { return row.image }
        return SealedRow.make(row.image, of: person, sealed: keys[person]?.seal(personal))
    }

    /// The text with personal values where their keys are given, and a mark where they are erased.
    ///
    /// - Complexity: O(text).
    public static func reveal(_ text: String, _ keys: [UUIDBytes: PersonalKey]) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { SealedRow.reveal($0, keys) }.joined(separator: "\n")
    }
}
