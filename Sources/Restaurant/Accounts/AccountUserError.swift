internal import Accounts
internal import DataLoader
internal import Domain
internal import GraphQLExecution

/// A refusal of a mutation of accounts.
///
/// - SeeAlso: `schema.graphql`, type `AccountUserError`; `Config/permissions.yaml`, key `AccountUserError`.
enum AccountUserError: AreaUserError {
    typealias Code = AccountErrorCode

    enum Columns {
        static let retryAfter = Column<Int32?>("retry_after", at: 4)
        /// The interface's columns and this one.
        static let count = 5
    }

    static let fields: [Field] = UserError.fields + [.column("retryAfter", Columns.retryAfter)]

    /// No refusal.
    static let none = RowSet(values: [], columnCount: Columns.count)

    /// A refusal as a row.
    static func row(_ refusal: AccountRefusal) -> RowSet {
        let path = refusal.field.map { "[\"input\",\"\($0)\"]" }
        let texts = [typeName, refusal.code.rawValue, refusal.message, path]
        let seconds = refusal.retryAfter.map { Int32(clamping: $0).wireBytes }
        return RowSet(
            values: [texts.map { $0.map { Array($0.utf8) } } + [seconds]], columnCount: Columns.count)
    }
}

extension Int32 {
    /// The value as a cell of an `integer` column.
    var wireBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
