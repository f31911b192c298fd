internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes what a table is called, whom it seats and where it stands, within its branch.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.tableUpdate`.
enum TableUpdate: ObjectType {
    static let typeName = "TableUpdatePayload"
    static let fields = TablePayload.fields

    static let mutation = FloorMutation.make(
        keyCount: 1, constraints: TablePayload.constraints
    ) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("tableId", .table)
        let space = try input.uuid("spaceId", .space)
        let details = try TableDetails(input)
        let table = try await LockedTable(id, at: "tableId", in: session)
        try input.requireVersion(table.version)
        if let space {
            let found = try await session.run(
                findSpace.bind(session.tenant, .uuid(space), .uuid(table.branch)))
            guard found.rowCount == 1 else { throw .notFound("spaceId") }
        }
        _ = try await session.run(
            update.bind(
                session.tenant, .uuid(id), space.map { .uuid($0) } ?? .null,
                TableDetails.parameter(details.label),
                TableDetails.parameter(details.label.map { TableSortKey.make($0) }),
                TableDetails.parameter(details.capacity), TableDetails.parameter(details.shortCode),
                TableDetails.parameter(details.shape), TableDetails.parameter(details.x),
                TableDetails.parameter(details.y), session.writer))
        session.transaction.tell(FloorEvent.table(id, in: table.branch, status: table.status.rawValue))
        return [id.bytes]
    }

    /// `spaces_pkey` serves it; the lock keeps the space from being archived meanwhile.
    private static let findSpace = Statement(
        "TableUpdate.findSpace",
        """
        SELECT id FROM spaces WHERE organization_id = $1 AND id = $2 AND branch_id = $3
          AND archived_at IS NULL FOR SHARE
        """, parameters: [.uuid, .uuid, .uuid])

    /// `tables_pkey` serves it. What is null stays.
    private static let update = Statement(
        "TableUpdate.update",
        """
        UPDATE tables SET space_id = coalesce($3, space_id), label = coalesce($4, label),
          sort_key = coalesce($5, sort_key), capacity = coalesce($6, capacity),
          short_code = coalesce($7, short_code), shape = coalesce($8, shape), x = coalesce($9, x),
          y = coalesce($10, y), updated_at = now(), updated_by = $11, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """,
        parameters: [
            .uuid, .uuid, .uuid, .text, .text, .int4, .text, .text, .int4, .int4, .uuid,
        ])
}
