internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// Something about a cart that is otherwise than its guests saw it last.
///
/// - SeeAlso: `schema.graphql`, type `CartChange`; `Config/permissions.yaml`, key `CartChange`.
enum CartChange: ObjectType {
    /// A row; columns in the order of ``Columns``.
    struct Change: Sendable {
        let branch: UUIDBytes
        let line: UUIDBytes?
        let kind: String
        let before: Int64?
        let after: Int64?
        let currency: String
        let message: String

        /// The values of the columns.
        var row: [[UInt8]?] {
            [
                branch.bytes, line?.bytes, Array(kind.utf8), before.map(CartChange.bytes),
                after.map(CartChange.bytes), Array(currency.utf8), Array(message.utf8),
            ]
        }
    }

    enum Columns {
        static let branchID = Column<UUIDBytes>("branch", at: 0)
        static let lineID = Column<UUIDBytes?>("line", at: 1)
        static let kind = Column<String>("kind", at: 2)
        static let beforeMinor = Column<Int64?>("before", at: 3)
        static let afterMinor = Column<Int64?>("after", at: 4)
        static let currency = Column<String>("currency", at: 5)
        static let message = Column<String>("message", at: 6)
    }

    static let fields: [Field] = [
        .column("kind", Columns.kind, as: .plainText),
        .one("line", CartLine.byID, key: .column(Columns.branchID), .column(Columns.lineID)),
        .embedded("before", Columns.beforeMinor, Columns.currency),
        .embedded("after", Columns.afterMinor, Columns.currency),
        .column("message", Columns.message),
    ]

    /// A number as a cell.
    static func bytes(_ number: Int64) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}

/// What keeps a line from being ordered as it is.
///
/// - SeeAlso: `schema.graphql`, type `CartProblem`; `Config/permissions.yaml`, key `CartProblem`.
enum CartProblem: ObjectType {
    enum Columns {
        static let kind = Column<String>("kind", at: 0)
        static let message = Column<String>("message", at: 1)
    }

    static let fields: [Field] = [
        .column("kind", Columns.kind, as: .plainText),
        .column("message", Columns.message),
    ]
}
