internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A business with one or more branches: the tenant.
///
/// - SeeAlso: `schema.graphql`, type `Organization`; `Config/permissions.yaml`, key `Organization`.
enum Organization: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("organizations", columns: Columns.all)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let name = Column<String>("name", at: 1)
        static let slug = Column<String>("slug", at: 2)
        static let plan = Column<String>("plan", at: 3)
        static let legalName = Column<String?>("legal_name", at: 4)
        static let taxID = Column<String?>("tax_id", at: 5)
        static let defaultLocale = Column<String>("default_locale", at: 6)
        static let version = Column<Int32>("version", at: 7)
        static let all = columnList(id, name, slug, plan, legalName, taxID, defaultLocale, version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .organization),
        .column("name", Columns.name),
        .column("slug", Columns.slug, as: .plainText),
        .column("plan", Columns.plan, as: .plainText),
        .column("legalName", Columns.legalName),
        .column("taxId", Columns.taxID),
        .column("defaultLocale", Columns.defaultLocale, as: .plainText),
        .column("version", Columns.version),
        .page("branches", Branch.pageByOrganization, order: Branch.order, key: .column(Columns.id)),
        .many("menus", Menu.byOrganization, key: .null, .column(Columns.id)),
        .many("taxClasses", TaxClass.byOrganization, key: .column(Columns.id)),
    ]

    /// `organizations_pkey` serves it.
    static let byID = BatchLoader.one("Organization.byID", rows, .column(Columns.id))
    /// The caller's own; `organizations_pkey` serves it.
    static let current = BatchLoader.one("Organization.current", rows, .tenant())
}
