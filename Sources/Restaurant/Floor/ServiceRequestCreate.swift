internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Calls somebody to a table: guests to their own. A table has one pending request of a type: asking again
/// returns it.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.serviceRequestCreate`.
enum ServiceRequestCreate: ObjectType {
    static let typeName = "ServiceRequestCreatePayload"
    static let fields = ServiceRequestPayload.fields

    static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        let note = try input.text("note", 1...500)
        guard let type = input.word("type") else {
            throw input.refusal(.invalid, "type", "`type` is needed.")
        }
        let (table, tableSession) = try await place(input, session)
        let id = input.newID()
        let results = try await session.run([
            insert.bind(
                .uuid(id), session.tenant, .uuid(table.branch), .uuid(table.id),
                tableSession.map { .uuid($0) } ?? .null, .text(type), TableDetails.parameter(note),
                session.writer),
            pending.bind(session.tenant, .uuid(table.id), .text(type)),
        ])
        if results[0].affectedRows == 1 {
            session.transaction.tell(FloorEvent.request(id, in: table.branch, status: "PENDING"))
        }
        guard let stored = results[1].rowCount == 1 ? results[1].uuid(0, 0) : nil else {
            throw FloorRefusal.changed("type")
        }
        return [stored.bytes]
    }

    /// The table of the guest's own session, or the one that staff names.
    private static func place(
        _ input: FloorInput, _ session: FloorSession
    ) async throws(FloorFailure) -> (LockedTable, UUIDBytes?) {
        guard session.caller.actingParty == .guest else {
            let table = try await LockedTable(
                try input.requiredUUID("tableId", .table), at: "tableId", in: session)
            return (table, table.active)
        }
        guard let own = session.caller.tableSession, input.string("tableId") == nil else {
            throw .notFound("tableId")
        }
        let locked = try await LockedSession(own, at: "tableId", in: session)
        guard locked.status == .active else {
            throw .refused(.sessionOver, "tableId", "Your session is not under way.")
        }
        return (locked.table, own)
    }

    /// `service_requests_one_pending_key` decides, and serves the next.
    private static let insert = Statement(
        "ServiceRequestCreate.insert",
        """
        INSERT INTO service_requests (id, organization_id, branch_id, table_id, session_id, type, note,
          created_by, updated_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
        ON CONFLICT (organization_id, table_id, type) WHERE status = 'PENDING' DO NOTHING
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .uuid, .text, .text, .uuid])

    private static let pending = Statement(
        "ServiceRequestCreate.pending",
        """
        SELECT id FROM service_requests
        WHERE organization_id = $1 AND table_id = $2 AND type = $3 AND status = 'PENDING'
        """, parameters: [.uuid, .uuid, .text])
}
