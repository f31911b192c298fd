internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Gives a table a waiter, besides those whom it has.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.tableAssign`.
enum TableAssign: ObjectType {
    static let typeName = "TableAssignPayload"
    static let fields = TablePayload.fields

    /// What the table refuses, in the API's words.
    private static let constraints = [
        "table_assignments_live_key": FloorRejection(
            .alreadyAssigned, at: ["input", "memberId"], "The table has this waiter already.")
    ]

    static let mutation = FloorMutation.make(
        keyCount: 1, constraints: constraints
    ) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("tableId", .table)
        let member = try input.requiredUUID("memberId", .member)
        let table = try await LockedTable(id, at: "tableId", in: session)
        let place = try await session.run(
            worksThere.bind(session.tenant, .uuid(member), .uuid(table.branch)))
        guard place.rowCount == 1 else { throw .notFound("memberId") }
        _ = try await session.run(
            insert.bind(
                .uuid(input.newID()), session.tenant, .uuid(table.branch), .uuid(id), .uuid(member),
                session.writer))
        session.transaction.tell(FloorEvent.table(id, in: table.branch, status: table.status.rawValue))
        return [id.bytes]
    }

    /// `members_pkey` and the unique key of `member_branches` serve it.
    private static let worksThere = Statement(
        "TableAssign.worksThere",
        """
        SELECT m.id FROM members AS m WHERE m.organization_id = $1 AND m.id = $2 AND m.is_active AND (
          EXISTS (SELECT FROM member_branches AS mb
            WHERE mb.organization_id = $1 AND mb.member_id = m.id AND mb.branch_id = $3)
          OR m.role = 'ORG_ADMIN' AND NOT EXISTS (SELECT FROM member_branches AS mb
            WHERE mb.organization_id = $1 AND mb.member_id = m.id))
        """, parameters: [.uuid, .uuid, .uuid])

    private static let insert = Statement(
        "TableAssign.insert",
        """
        INSERT INTO table_assignments (id, organization_id, branch_id, table_id, member_id, created_by,
          updated_by)
        VALUES ($1, $2, $3, $4, $5, $6, $6)
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .uuid, .uuid])
}

/// Takes a waiter off a table.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.tableUnassign`.
enum TableUnassign: ObjectType {
    static let typeName = "TableUnassignPayload"
    static let fields = TablePayload.fields

    static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("tableId", .table)
        let member = try input.requiredUUID("memberId", .member)
        let table = try await LockedTable(id, at: "tableId", in: session)
        let ended = try await session.run(
            end.bind(session.tenant, .uuid(id), .uuid(member), session.writer))
        guard ended.affectedRows == 1 else { throw .notFound("memberId") }
        session.transaction.tell(FloorEvent.table(id, in: table.branch, status: table.status.rawValue))
        return [id.bytes]
    }

    /// `table_assignments_live_key` serves it.
    private static let end = Statement(
        "TableUnassign.end",
        """
        UPDATE table_assignments SET unassigned_at = greatest(now(), assigned_at), updated_at = now(),
          updated_by = $4
        WHERE organization_id = $1 AND table_id = $2 AND member_id = $3 AND unassigned_at IS NULL
        """, parameters: [.uuid, .uuid, .uuid, .uuid])
}
