internal import Postgres

/// One side of a changed row, as the tables note it.
///
/// - SeeAlso: `Migrations/0023_audit_capture.up.sql`, function `audit_changes`
struct RowChange: Sendable, Equatable {
    /// The table's name.
    var table: String
    /// Whether it is the row after the change.
    var isAfter: Bool
    /// The row's identifier.
    var id: UUIDBytes
    /// The tenant that the row belongs to.
    var organization: UUIDBytes
    /// The branch that the row belongs to; nil for the organization's own.
    var branch: UUIDBytes?
    /// Whom the personal values are about.
    var person: UUIDBytes?
    /// The row without personal values and secrets: a JSON object on one line.
    var image: String
    /// The personal values: a JSON object.
    var personal: String?

    /// Everything that this transaction has changed so far, in order.
    static let taken = Statement(
        "RowChange.taken",
        """
        SELECT source, is_after, id, organization_id, branch_id, person_id, image, personal
        FROM audit_changes()
        """)

    /// The rows of ``taken``; nil when one is not what the function returns.
    static func rows(_ result: PostgresResult) -> [RowChange]? {
        var changes: [RowChange] = []
        changes.reserveCapacity(result.rowCount)
        for row in 0..<result.rowCount {
            guard let table = result.string(row, 0), let isAfter = result.bool(row, 1),
                let id = result.uuid(row, 2), let organization = result.uuid(row, 3),
                let image = result.string(row, 6)
            else { return nil }
            changes.append(
                RowChange(
                    table: table, isAfter: isAfter, id: id, organization: organization,
                    branch: result.uuid(row, 4), person: result.uuid(row, 5), image: image,
                    personal: result.string(row, 7)))
        }
        return changes
    }
}
