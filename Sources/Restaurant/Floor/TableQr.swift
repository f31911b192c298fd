internal import DataLoader
internal import Foundation
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// What is printed and put on a table: its link, and the QR code of it.
///
/// - SeeAlso: `schema.graphql`, type `TableQr`; `Config/permissions.yaml`, key `TableQr`.
enum TableQr: ObjectType {
    static let table: DataLoader.Table? = rows
    static let shown: (any ObjectType.Type)? = DiningTable.self
    static let rows = DataLoader.Table("tables", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let label = Column<String>("label", at: 1)
        /// Where the guests' app is, as ``byID`` was asked, and the table's code.
        static let url = Column<String>("url", at: 2, "(k.base_url || t.qr_token)")
        static let all = columnList(id, label, url)
    }

    static let fields: [Field] = [
        .column("url", Columns.url),
        .value("svg", Columns.url, Columns.label) { (url, _, _) throws(FieldError) in
            .string(try code(url).svg)
        },
        .value("png", Columns.url, Columns.label) { (url, _, _) throws(FieldError) in
            .string("data:image/png;base64," + Data(try code(url).png).base64EncodedString())
        },
    ]

    /// The arguments of `Query.tableQr` as the parts of ``byID``'s key.
    static let door = Field.one("tableQr", byID, key: .id("id", .table), base, absence: .notFound)

    /// A text that no column can hold leads nowhere.
    private static let base = KeyPart.argument("baseUrl") { value in
        guard case .string(let text) = value, !text.utf8.contains(0) else { return nil }
        return Array(text.utf8)
    }

    /// `tables_pkey` serves it.
    private static let byID = BatchLoader.one(
        "TableQr.byID", rows,
        .keys(["of_table": .uuid, "base_url": .text], match: "t.id = k.of_table"))

    private static func code(_ url: String) throws(FieldError) -> QRCode {
        guard let code = QRCode(url) else {
            throw FieldError(message: "The link is too long for a QR code.", code: "BAD_USER_INPUT")
        }
        return code
    }
}
