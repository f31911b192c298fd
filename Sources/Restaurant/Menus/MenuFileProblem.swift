internal import DataLoader
internal import GraphQLExecution

/// One thing in a menu file that keeps it from being imported.
///
/// - SeeAlso: `schema.graphql`, type `MenuFileProblem`; `Config/permissions.yaml`, key `MenuFileProblem`.
enum MenuFileProblem: ObjectType {
    enum Columns {
        static let line = Column<Int32>("line", at: 0)
        static let column = Column<Int32>("column", at: 1)
        static let path = Column<String>("path", at: 2)
        static let message = Column<String>("message", at: 3)
    }

    static let fields: [Field] = [
        .column("line", Columns.line),
        .column("column", Columns.column),
        .column("path", Columns.path),
        .column("message", Columns.message),
    ]

    /// Problems as rows of this type.
    static func rows(_ problems: [ImportProblem]) -> RowSet {
        RowSet(
            values: problems.map { problem in
                [problem.position.line, problem.position.column].map(FileNumber.bytes)
                    + [Array(problem.path.utf8), Array(problem.message.utf8)]
            }, columnCount: 4)
    }
}

/// Numbers of files and reports as columns of four bytes.
enum FileNumber {
    /// The number in network order.
    static func bytes(_ number: Int) -> [UInt8]? {
        withUnsafeBytes(of: Int32(clamping: number).bigEndian) { Array($0) }
    }
}
