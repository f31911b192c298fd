internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A group of goods that are taxed alike.
///
/// - SeeAlso: `schema.graphql`, type `TaxClass`; `Config/permissions.yaml`, key `TaxClass`.
enum TaxClass: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table(
        "tax_classes", columns: Columns.all, isLive: "t.archived_at IS NULL")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let organizationID = Column<UUIDBytes>("organization_id", at: 1)
        static let name = Column<String>("name", at: 2)
        static let code = Column<String>("code", at: 3)
        static let version = Column<Int32>("version", at: 4)
        static let all = columnList(id, organizationID, name, code, version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .taxClass),
        .column("name", Columns.name),
        .column("code", Columns.code, as: .plainText),
        .many("rates", TaxRate.byTaxClass, key: .column(Columns.id)),
        .column("version", Columns.version),
    ]

    /// `tax_classes_pkey` serves it.
    static let byID = BatchLoader.one("TaxClass.byID", rows, .column(Columns.id))
    /// A tenant has a handful; `tax_classes_pkey` narrows to them.
    static let all = BatchLoader.many("TaxClass.all", rows, .tenant(), orderBy: "t.name, t.id")
    /// A tenant has a handful; `tax_classes_pkey` narrows to them.
    static let byOrganization = BatchLoader.many(
        "TaxClass.byOrganization", rows, .column(Columns.organizationID), orderBy: "t.name, t.id")
}
