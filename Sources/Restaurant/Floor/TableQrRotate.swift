internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Gives a table a new QR token: printed codes and photographs of them lead nowhere from now on. Guests who
/// sit there stay.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.tableQrRotate`.
enum TableQrRotate: ObjectType {
    static let typeName = "TableQrRotatePayload"
    static let fields = TablePayload.fields

    static let mutation = FloorMutation.make(keyCount: 1) { (input, session) throws(FloorFailure) in
        let id = try input.requiredUUID("tableId", .table)
        let table = try await LockedTable(id, at: "tableId", in: session)
        try input.requireVersion(table.version)
        _ = try await session.run(
            rotate.bind(session.tenant, .uuid(id), .text(TableDetails.token()), session.writer))
        return [id.bytes]
    }

    /// `tables_pkey` serves it; a trigger keeps `lookup_keys` true.
    private static let rotate = Statement(
        "TableQrRotate.rotate",
        """
        UPDATE tables SET qr_token = $3, updated_at = now(), updated_by = $4, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .text, .uuid])
}
