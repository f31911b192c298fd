internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// Why an item or modifier cannot be had in a branch just now: columns of that row.
///
/// - SeeAlso: `schema.graphql`, type `AvailabilityBlock`; `Config/permissions.yaml`, key `AvailabilityBlock`.
enum AvailabilityBlock: ObjectType {
    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let reason = Column<String?>("reason", at: 1)
        static let until = Column<Instant?>("until", at: 2)
        static let remainingQuantity = Column<String?>("remaining_quantity", at: 3)
    }

    static let fields: [Field] = [
        .column("reason", Columns.reason),
        .column("until", Columns.until),
        .column("remainingQuantity", Columns.remainingQuantity, as: .plainText),
    ]
}
