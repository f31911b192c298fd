internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A guest whom the organization knows. One who was deleted, merged or anonymised is still there for the
/// orders that name it, and in no list.
///
/// - SeeAlso: `schema.graphql`, type `Customer`; `Config/permissions.yaml`, key `Customer`.
enum Customer: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("customers", columns: Columns.all, person: "t.id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let name = Column<String?>("name", at: 1, isPersonal: true)
        static let phone = Column<String?>("phone", at: 2, isPersonal: true)
        static let email = Column<String?>("email", at: 3, isPersonal: true)
        static let birthDate = Column<CalendarDay?>("birth_date", at: 4, isPersonal: true)
        static let taxID = Column<String?>("tax_id", at: 5, isPersonal: true)
        static let notes = Column<String?>("notes", at: 6, isPersonal: true)
        static let locale = Column<String?>("locale", at: 7, isPersonal: true)
        static let mergedInto = Column<UUIDBytes?>("merged_into_id", at: 8)
        static let deletedAt = Column<Instant?>("deleted_at", at: 9)
        static let anonymizedAt = Column<Instant?>("anonymized_at", at: 10)
        static let createdAt = Column<Instant>("created_at", at: 11)
        static let version = Column<Int32>("version", at: 12)
        static let all = columnList(
            id, name, phone, email, birthDate, taxID, notes, locale, mergedInto, deletedAt, anonymizedAt,
            createdAt, version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .customer),
        .column("name", Columns.name),
        .column("phone", Columns.phone),
        .column("email", Columns.email),
        .column("birthDate", Columns.birthDate),
        .column("taxId", Columns.taxID),
        .column("notes", Columns.notes),
        .column("locale", Columns.locale),
        .page("orders", Order.byCustomer, order: Order.order, key: .column(Columns.id)),
        .one("mergedInto", Customer.byID, key: .column(Columns.mergedInto)),
        .column("archivedAt", Columns.deletedAt),
        .column("anonymizedAt", Columns.anonymizedAt),
        .column("createdAt", Columns.createdAt),
        .column("version", Columns.version),
    ]

    /// The latest first; `customers_created_idx` has it.
    static let order = PageOrder(Columns.createdAt, Columns.id).descending

    /// `customers_pkey` serves it.
    static let byID = BatchLoader.one("Customer.byID", rows, .column(Columns.id))
    /// A search reads along `customers_created_idx` until the page is full.
    static let matching = BatchLoader.page(
        "Customer.matching", rows,
        .keys(
            // A key whose last part is null names nothing; a search may be.
            ["search": .text, "asked": .boolean],
            match: """
                t.deleted_at IS NULL AND (k.search IS NULL OR t.phone = k.search \
                OR lower(t.email) = lower(k.search) \
                OR strpos(lower(t.name), lower(k.search)) > 0 OR strpos(t.phone, k.search) > 0)
                """),
        order: order)
}
