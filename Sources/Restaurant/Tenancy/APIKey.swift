internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// An integrator's key, without its secret.
///
/// - SeeAlso: `schema.graphql`, type `ApiKey`; `Config/permissions.yaml`, key `ApiKey`.
enum APIKey: ObjectType {
    static let typeName = "ApiKey"
    static let table: DataLoader.Table? = rows
    /// Whoever is held to branches sees keys that are held to these.
    static let rows = DataLoader.Table("api_keys", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes?>("branch_id", at: 1)
        static let name = Column<String>("name", at: 2)
        static let prefix = Column<String>("prefix", at: 3)
        static let scopes = Column<TextList>("scopes", at: 4)
        static let trustedDocumentsOnly = Column<Bool>("trusted_documents_only", at: 5)
        static let createdAt = Column<Instant>("created_at", at: 6)
        static let lastUsedAt = Column<Instant?>("last_used_at", at: 7)
        static let expiresAt = Column<Instant?>("expires_at", at: 8)
        static let revokedAt = Column<Instant?>("revoked_at", at: 9)
        static let all = columnList(
            id, branchID, name, prefix, scopes, trustedDocumentsOnly, createdAt, lastUsedAt, expiresAt,
            revokedAt)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .apiKey),
        .column("name", Columns.name),
        .column("prefix", Columns.prefix, as: .plainText),
        .column("scopes", Columns.scopes),
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        .column("trustedDocumentsOnly", Columns.trustedDocumentsOnly),
        .column("createdAt", Columns.createdAt),
        .column("lastUsedAt", Columns.lastUsedAt),
        .column("expiresAt", Columns.expiresAt),
        .column("revokedAt", Columns.revokedAt),
    ]

    /// `api_keys_pkey` has it.
    static let order = PageOrder(Columns.id)

    /// `api_keys_pkey` serves it.
    static let byID = BatchLoader.one("ApiKey.byID", rows, .column(Columns.id))
    /// `api_keys_pkey` serves it.
    static let all = BatchLoader.page("ApiKey.all", rows, .tenant(), order: order)
}
