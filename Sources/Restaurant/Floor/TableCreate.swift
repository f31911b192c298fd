internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Puts a table into a space, with a QR token and a short code of its own.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.tableCreate`.
enum TableCreate: ObjectType {
    static let typeName = "TableCreatePayload"
    static let fields = TablePayload.fields

    static let mutation = FloorMutation.make(
        keyCount: 1, constraints: TablePayload.constraints
    ) { (input, session) throws(FloorFailure) in
        let space = try input.requiredUUID("spaceId", .space)
        let label = try input.requiredText("label", 1...40)
        let details = try TableDetails(input)
        let id = input.newID()
        let made = try await session.run(
            insert.bind(
                .uuid(id), session.tenant, .uuid(space), session.caller.branchArray, .text(label),
                .text(TableSortKey.make(label)), .int32(details.capacity ?? 4),
                .text(TableDetails.token()), .text(details.shortCode ?? TableDetails.code(for: label)),
                .text(details.shape ?? "SQUARE"), TableDetails.parameter(details.x),
                TableDetails.parameter(details.y), session.writer))
        guard made.rowCount == 1, let branch = made.uuid(0, 0) else { throw .notFound("spaceId") }
        session.transaction.tell(FloorEvent.table(id, in: branch, status: "AVAILABLE"))
        return [id.bytes]
    }

    /// `spaces_pkey` serves it; the lock keeps the space from being archived meanwhile.
    private static let insert = Statement(
        "TableCreate.insert",
        """
        WITH s AS (SELECT id, branch_id FROM spaces
          WHERE organization_id = $2 AND id = $3 AND archived_at IS NULL
            AND ($4 IS NULL OR branch_id = ANY($4))
          FOR SHARE)
        INSERT INTO tables (id, organization_id, branch_id, space_id, label, sort_key, capacity, qr_token,
          short_code, shape, x, y, created_by, updated_by)
        SELECT $1, $2, s.branch_id, s.id, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13 FROM s
        RETURNING branch_id
        """,
        parameters: [
            .uuid, .uuid, .uuid, .uuidArray, .text, .text, .int4, .text, .text, .text, .int4, .int4, .uuid,
        ])
}
