internal import DataLoader
internal import GraphQLExecution

/// A picture: columns of a row that joins `images`.
///
/// - SeeAlso: `schema.graphql`, type `Image`; `Config/permissions.yaml`, key `Image`.
enum Image: ObjectType {
    enum Columns {
        static let url = Column<String>("url", at: 0)
        static let altText = Column<String?>("alt", at: 1)
    }

    static let fields: [Field] = [
        .column("url", Columns.url),
        .column("altText", Columns.altText),
    ]

    /// The picture of the row; `images_pkey` serves it.
    static let join = Join.left("images", as: "i", on: "i.id = t.image_id")
}
