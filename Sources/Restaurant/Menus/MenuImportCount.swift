internal import DataLoader
internal import GraphQLExecution

/// What an import did to one table.
///
/// - SeeAlso: `schema.graphql`, type `MenuImportCount`; `Config/permissions.yaml`, key `MenuImportCount`.
enum MenuImportCount: ObjectType {
    enum Columns {
        static let table = Column<String>("table", at: 0)
        static let created = Column<Int32>("created", at: 1)
        static let updated = Column<Int32>("updated", at: 2)
        static let unchanged = Column<Int32>("unchanged", at: 3)
        static let removed = Column<Int32>("removed", at: 4)
    }

    static let fields: [Field] = [
        .column("table", Columns.table),
        .column("created", Columns.created),
        .column("updated", Columns.updated),
        .column("unchanged", Columns.unchanged),
        .column("removed", Columns.removed),
    ]

    /// Counts as rows of this type.
    static func rows(_ counts: [MenuImportReport.Count]) -> RowSet {
        RowSet(
            values: counts.map { count in
                [Array(count.table.utf8)]
                    + [count.created, count.updated, count.unchanged, count.removed].map(FileNumber.bytes)
            }, columnCount: 5)
    }
}
