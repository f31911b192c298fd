internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A picture: columns of a row that joins `images`.
///
/// - SeeAlso: `schema.graphql`, type `Image`; `Config/permissions.yaml`, key `Image`.
enum Image: ObjectType {
    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        /// Of a picture that lies somewhere else.
        static let url = Column<String?>("url", at: 1)
        /// Of a picture of the store.
        static let fileName = Column<String?>("file_name", at: 2)
        static let altText = Column<String?>("alt", at: 3)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .image),
        .value("url", Columns.url, Columns.fileName, address),
        .column("altText", Columns.altText),
    ]

    /// The picture of the row; `images_pkey` serves it.
    static let join = Join.left("images", as: "i", on: "i.id = t.image_id")

    @Sendable
    private static func address(
        _ url: String?, _ fileName: String?, _ request: FieldRequest
    ) throws(FieldError) -> Output {
        .string(url ?? fileName.map(ImageAddress.of) ?? "")
    }
}
