internal import DataLoader
internal import GraphQLExecution

/// A header field that must go with the bytes of an upload.
///
/// - SeeAlso: `schema.graphql`, type `UploadHeader`; `Config/permissions.yaml`, key `UploadHeader`.
enum UploadHeader: ObjectType {
    enum Columns {
        static let name = Column<String>("name", at: 0)
        static let value = Column<String>("value", at: 1)
    }

    static let fields: [Field] = [
        .column("name", Columns.name),
        .column("value", Columns.value),
    ]

    /// Header fields as rows of this type.
    static func rows(_ headers: [(name: String, value: String)]) -> RowSet {
        RowSet(values: headers.map { [Array($0.name.utf8), Array($0.value.utf8)] }, columnCount: 2)
    }
}
