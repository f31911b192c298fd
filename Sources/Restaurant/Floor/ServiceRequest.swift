internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// "Please come", and "the bill, please".
///
/// - SeeAlso: `schema.graphql`, type `ServiceRequest`; `Config/permissions.yaml`, key `ServiceRequest`.
enum ServiceRequest: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("service_requests", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let tableID = Column<UUIDBytes>("table_id", at: 2)
        static let sessionID = Column<UUIDBytes?>("session_id", at: 3)
        static let type = Column<String>("type", at: 4)
        static let status = Column<String>("status", at: 5)
        static let note = Column<String?>("note", at: 6)
        static let createdAt = Column<Instant>("created_at", at: 7)
        static let acknowledgedAt = Column<Instant?>("acknowledged_at", at: 8)
        static let resolvedAt = Column<Instant?>("resolved_at", at: 9)
        static let version = Column<Int32>("version", at: 10)
        static let all = columnList(
            id, branchID, tableID, sessionID, type, status, note, createdAt, acknowledgedAt, resolvedAt,
            version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .serviceRequest),
        .column("type", Columns.type, as: .plainText),
        .column("status", Columns.status, as: .plainText),
        .one("table", DiningTable.byID, key: .column(Columns.tableID)),
        .one("session", TableSession.byID, key: .column(Columns.sessionID)),
        .column("note", Columns.note),
        .column("createdAt", Columns.createdAt),
        .column("acknowledgedAt", Columns.acknowledgedAt),
        .column("resolvedAt", Columns.resolvedAt),
        .column("version", Columns.version),
    ]

    /// Who waits longest first; `service_requests_branch_idx` has it behind the status.
    static let order = PageOrder(Columns.createdAt, Columns.id)

    /// `service_requests_pkey` serves it.
    static let byID = BatchLoader.one("ServiceRequest.byID", rows, .column(Columns.id))
    /// `service_requests_branch_idx` serves it.
    static let matching = BatchLoader.page(
        "ServiceRequest.matching", rows,
        .keys(
            ["status": .text, "table_id": .uuid, "branch_id": .uuid],
            match: """
                t.branch_id = k.branch_id AND (k.status IS NULL OR t.status = k.status) \
                AND (k.table_id IS NULL OR t.table_id = k.table_id)
                """),
        order: order)
}

/// The fields of a payload that holds one request.
enum ServiceRequestPayload {
    static let requestID = Column<UUIDBytes?>("request_id", at: 0)

    static let fields: [Field] = [
        .one("request", ServiceRequest.byID, key: .column(requestID)),
        Field("userErrors", .outcomeList(0)),
    ]
}
