internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Ends an integrator's key at once; ending it twice changes nothing more.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.apiKeyRevoke`.
enum APIKeyRevoke: ObjectType {
    static let typeName = "ApiKeyRevokePayload"

    enum Columns {
        static let keyID = Column<UUIDBytes?>("key_id", at: 0)
    }

    static let fields: [Field] = [
        .one("apiKey", APIKey.byID, key: .column(Columns.keyID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = TenancyMutation.make(keyCount: 1) { (input, session) throws(TenancyFailure) in
        let id = try input.requiredUUID("apiKeyId", .apiKey)
        let revoked = try await session.run(
            revoke.bind(session.tenant, .uuid(id), session.caller.branchArray, session.writer))
        guard revoked.rowCount == 1 else { throw .notFound("apiKeyId") }
        return [id.bytes]
    }

    /// `api_keys_pkey` serves it. Keys beyond the branches within reach (`$3`) are not there.
    private static let revoke = Statement(
        "ApiKeyRevoke.revoke",
        """
        UPDATE api_keys SET revoked_at = coalesce(revoked_at, now()), updated_at = now(), updated_by = $4
        WHERE organization_id = $1 AND id = $2 AND ($3 IS NULL OR branch_id = ANY($3))
        RETURNING id
        """, parameters: [.uuid, .uuid, .uuidArray, .uuid])
}
