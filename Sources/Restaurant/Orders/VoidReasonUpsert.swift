internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Makes a reason that people choose from, or changes one.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.voidReasonUpsert`.
enum VoidReasonUpsert: ObjectType {
    static let typeName = "VoidReasonUpsertPayload"

    enum Columns {
        static let reasonID = Column<UUIDBytes?>("reason_id", at: 0)
    }

    static let fields: [Field] = [
        .one("voidReason", VoidReason.everyByID, key: .column(Columns.reasonID)),
        Field("userErrors", .outcomeList(0)),
    ]

    private static let constraints = [
        "void_reasons_live_name_key": Rejection<OrderErrorCode>(
            .nameTaken, input: "name", "A reason of this kind and name is there already.")
    ]

    static let mutation = OrderMutation.makeRepeatable(
        keyCount: 1, constraints: constraints
    ) { (input, session) throws(OrderMutationFailure) in
        let name = try input.requiredText("name", 1...100)
        let position = Int32(clamping: input.int("position") ?? 0)
        let isArchived = input.bool("isArchived") ?? false
        guard let id = try input.uuid("id", .voidReason) else {
            guard let kind = input.word("kind") else { throw .invalid("kind", "A new reason has a kind.") }
            let made = input.newID()
            _ = try await session.run(
                insert.bind(
                    .uuid(made), session.tenant, .text(name), .text(kind), .int32(position),
                    .bool(isArchived), session.writer))
            return [made.bytes]
        }
        let changed = try await session.run(
            update.bind(
                session.tenant, .uuid(id), .text(name), .int32(position), .bool(isArchived),
                input.int("expectedVersion").map { .int64($0) } ?? .null, session.writer))
        guard changed.rowCount == 1 else { throw try await absence(id, session) }
        return [id.bytes]
    }

    /// Why a reason was not changed: it is not there, or somebody was faster.
    private static func absence(
        _ id: UUIDBytes, _ session: OrderSession
    ) async throws(OrderMutationFailure) -> OrderMutationFailure {
        let found = try await session.run(find.bind(session.tenant, .uuid(id)))
        guard found.rowCount == 1 else { return .notFound("id") }
        return .refused(
            .versionConflict, "expectedVersion", "Somebody changed the reason meanwhile: read it again.")
    }

    private static let insert = Statement(
        "VoidReasonUpsert.insert",
        """
        INSERT INTO void_reasons (id, organization_id, name, kind, position, archived_at, created_by,
          updated_by)
        VALUES ($1, $2, $3, $4, $5, CASE WHEN $6 THEN now() END, $7, $7)
        """, parameters: [.uuid, .uuid, .text, .text, .int4, .bool, .uuid])

    /// `void_reasons_pkey` serves both.
    private static let update = Statement(
        "VoidReasonUpsert.update",
        """
        UPDATE void_reasons SET name = $3, position = $4,
          archived_at = CASE WHEN $5 THEN coalesce(archived_at, now()) END,
          updated_at = now(), updated_by = $7, version = version + 1
        WHERE organization_id = $1 AND id = $2 AND ($6 IS NULL OR version = $6)
        RETURNING id
        """, parameters: [.uuid, .uuid, .text, .int4, .bool, .int8, .uuid])

    private static let find = Statement(
        "VoidReasonUpsert.find", "SELECT id FROM void_reasons WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid])
}
