internal import DataLoader
internal import GraphQLExecution

/// A postal address: columns of a branch.
///
/// - SeeAlso: `schema.graphql`, type `Address`; `Config/permissions.yaml`, key `Address`.
enum Address: ObjectType {
    enum Columns {
        static let isKnown = Column<Bool?>("is_known", at: 0)
        static let line1 = Column<String?>("line1", at: 1)
        static let line2 = Column<String?>("line2", at: 2)
        static let district = Column<String?>("district", at: 3)
        static let city = Column<String?>("city", at: 4)
        static let region = Column<String?>("region", at: 5)
        static let postalCode = Column<String?>("postalCode", at: 6)
        static let country = Column<String?>("country", at: 7)
    }

    static let fields: [Field] = [
        .column("line1", Columns.line1),
        .column("line2", Columns.line2),
        .column("district", Columns.district),
        .column("city", Columns.city),
        .column("region", Columns.region),
        .column("postalCode", Columns.postalCode),
        .column("country", Columns.country),
    ]
}
