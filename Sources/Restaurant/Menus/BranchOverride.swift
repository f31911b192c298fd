internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// What a branch changed about an item or a modifier: columns of that row.
///
/// - SeeAlso: `schema.graphql`, type `BranchOverride`; `Config/permissions.yaml`, key `BranchOverride`.
enum BranchOverride: ObjectType {
    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let priceMinor = Column<Int64?>("price_minor", at: 1)
        static let currency = Column<String>("currency", at: 2)
        static let isAvailable = Column<Bool?>("is_available", at: 3)
        static let isHidden = Column<Bool>("is_hidden", at: 4)
    }

    static let fields: [Field] = [
        .embedded("price", Columns.priceMinor, Columns.currency),
        .column("isAvailable", Columns.isAvailable),
        .column("isHidden", Columns.isHidden),
    ]
}
