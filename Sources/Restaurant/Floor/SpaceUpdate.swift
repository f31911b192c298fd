internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes a space, or takes it off the floor once none of its tables is in use.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.spaceUpdate`.
enum SpaceUpdate: ObjectType {
    static let typeName = "SpaceUpdatePayload"
    static let fields = SpaceCreate.fields

    static let mutation = FloorMutation.make(
        keyCount: 1, constraints: SpaceCreate.constraints
    ) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("spaceId", .space)
        let name = try input.text("name", 1...100)
        let floor = try input.floorNumber()
        let found = try await session.run([
            lock.bind(session.tenant, .uuid(id), session.caller.branchArray),
            tables.bind(session.tenant, .uuid(id)),
        ])
        guard found[0].rowCount == 1, let version = found[0].int(0, 0) else { throw .notFound("spaceId") }
        let isInUse = found[1].rowCount > 0
        try input.requireVersion(version)
        let isArchived = input.bool("isArchived") ?? false
        guard !isArchived || !isInUse else {
            throw input.refusal(.spaceInUse, "isArchived", "The space has tables that are in use.")
        }
        _ = try await session.run(
            update.bind(
                session.tenant, .uuid(id), name.map { .text($0) } ?? .null,
                floor.map { .int32($0) } ?? .null,
                input.int("position").map { .int32(Int32(clamping: $0)) } ?? .null, .bool(isArchived),
                session.writer))
        return [id.bytes]
    }

    /// `spaces_pkey` serves it.
    private static let lock = Statement(
        "SpaceUpdate.lock",
        """
        SELECT s.version FROM spaces AS s
        WHERE s.organization_id = $1 AND s.id = $2 AND s.archived_at IS NULL
          AND ($3 IS NULL OR s.branch_id = ANY($3))
        FOR NO KEY UPDATE OF s
        """, parameters: [.uuid, .uuid, .uuidArray])

    /// Asked behind the lock, so that it sees the table that somebody has put there meanwhile.
    /// `tables_space_idx` serves it.
    private static let tables = Statement(
        "SpaceUpdate.tables",
        "SELECT id FROM tables WHERE organization_id = $1 AND space_id = $2 AND is_active LIMIT 1",
        parameters: [.uuid, .uuid])

    /// What is null stays.
    private static let update = Statement(
        "SpaceUpdate.update",
        """
        UPDATE spaces SET name = coalesce($3, name), floor_number = coalesce($4, floor_number),
          position = coalesce($5, position), archived_at = CASE WHEN $6 THEN now() END,
          updated_at = now(), updated_by = $7, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .text, .int4, .int4, .bool, .uuid])
}
