internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes a table out of the floor for good, or puts it back: its past stays, its code leads nowhere.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.tableArchive`.
enum TableArchive: ObjectType {
    static let typeName = "TableArchivePayload"
    static let fields = TablePayload.fields

    static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("tableId", .table)
        let table = try await LockedTable(id, at: "tableId", in: session)
        try input.requireVersion(table.version)
        guard table.active == nil, table.pending == nil else {
            throw .refused(.sessionOpen, "tableId", "A session at the table is under way.")
        }
        guard table.status != .occupied else {
            throw .refused(.tableNotAvailable, "tableId", "Guests sit at the table.")
        }
        let isRestored = input.bool("restore") ?? false
        if isRestored, try await session.run(space.bind(session.tenant, .uuid(id))).rowCount == 0 {
            throw input.refusal(
                .invalid, "restore", "Its space is off the floor: give it another one before.")
        }
        _ = try await session.run(
            archive.bind(session.tenant, .uuid(id), .bool(isRestored), session.writer))
        session.transaction.tell(FloorEvent.table(id, in: table.branch, status: table.status.rawValue))
        return [id.bytes]
    }

    /// `tables_pkey` and `spaces_pkey` serve it; the lock keeps the space from being archived meanwhile.
    private static let space = Statement(
        "TableArchive.space",
        """
        SELECT s.id FROM tables AS t
        JOIN spaces AS s ON s.organization_id = $1 AND s.id = t.space_id AND s.archived_at IS NULL
        WHERE t.organization_id = $1 AND t.id = $2
        FOR SHARE OF s
        """, parameters: [.uuid, .uuid])

    /// `tables_pkey` serves it.
    private static let archive = Statement(
        "TableArchive.archive",
        """
        UPDATE tables SET is_active = $3, updated_at = now(), updated_by = $4, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .bool, .uuid])
}
