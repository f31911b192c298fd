internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Makes an integrator's key. Two of one name may live, so that one can follow the other without a gap.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.apiKeyCreate`.
enum APIKeyCreate: ObjectType {
    static let typeName = "ApiKeyCreatePayload"

    enum Columns {
        static let keyID = Column<UUIDBytes?>("key_id", at: 0)
        static let secret = Column<String?>("secret", at: 1)
    }

    static let fields: [Field] = [
        .one("apiKey", APIKey.byID, key: .column(Columns.keyID)),
        .column("secret", Columns.secret),
        Field("userErrors", .outcomeList(0)),
    ]

    /// Live keys of one name.
    private static let sameNameMax = 2

    static let mutation = TenancyMutation.make(keyCount: 2) { (input, session) throws(TenancyFailure) in
        let name = try input.requiredText("name", 1...100)
        let scopes = try scopes(input, session.services)
        let expiry = try expiry(input)
        let branch = try input.uuid("branchId", .branch)
        if let branch {
            try await session.requireBranches([branch], at: "branchId")
        } else {
            try session.requireWholeReach(at: "branchId")
        }
        try await session.requirePlace(in: .apiKeys, at: "name")
        let same = try await session.run(sameName.bind(session.tenant, .text(name)))
        guard (same.int(0, 0) ?? 0) < sameNameMax else {
            throw input.refusal(.keyLimit, "name", "Two live keys have this name: revoke one first.")
        }
        var generator = SystemRandomNumberGenerator()
        let secret = APIKeySecret(using: &generator)
        let id = input.newID()
        _ = try await session.run(
            insert.bind(
                .uuid(id), session.tenant, branch.map { .uuid($0) } ?? .null, .text(name),
                .text(secret.prefix), .bytes(APIKeySecret.hash(of: secret.text)), scopes,
                expiry.map { .timestamp($0) } ?? .null, .bool(input.bool("trustedDocumentsOnly") ?? false),
                session.writer))
        return [id.bytes, Array(secret.text.utf8)]
    }

    /// The scopes as a parameter; a key without any could do nothing.
    private static func scopes(
        _ input: MutationInput<TenancyErrorCode>, _ services: MutationServices
    ) throws(TenancyFailure) -> ParameterValue {
        let scopes = Set(input.strings("scopes") ?? []).sorted()
        guard (1...64).contains(scopes.count) else {
            throw input.refusal(.invalid, "scopes", "A key has 1 to 64 scopes.")
        }
        let known = services.scopes()
        guard let unknown = scopes.first(where: { !known.contains($0) }) else {
            var array = PostgresArrayBuilder(.text, capacity: scopes.count)
            for scope in scopes { array.append(scope) }
            return array.finish()
        }
        // What is repeated is what the caller sent, cut to a scope's length.
        throw input.refusal(.scopeUnknown, "scopes", "There is no scope \(unknown.prefix(64)).")
    }

    /// A moment to come, in microseconds since 2000.
    private static func expiry(_ input: MutationInput<TenancyErrorCode>) throws(TenancyFailure) -> Int64? {
        guard let text = input.string("expiresAt") else { return nil }
        // 946,684,800 s lie between 1970 and 2000.
        let now = (input.nowSeconds - 946_684_800).multipliedReportingOverflow(by: 1_000_000).partialValue
        guard let instant = Instant(rfc3339: text), instant.microseconds > now else {
            throw input.refusal(.invalid, "expiresAt", "A key ends in the future.")
        }
        return instant.microseconds
    }

    /// `api_keys_live_idx` serves it.
    private static let sameName = Statement(
        "ApiKeyCreate.sameName",
        """
        SELECT count(*) FROM api_keys WHERE organization_id = $1 AND name = $2 AND revoked_at IS NULL
          AND (expires_at IS NULL OR expires_at > now())
        """, parameters: [.uuid, .text])

    private static let insert = Statement(
        "ApiKeyCreate.insert",
        """
        INSERT INTO api_keys (id, organization_id, branch_id, name, prefix, key_hash, scopes, expires_at,
          trusted_documents_only, created_by, updated_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
        """,
        parameters: [
            .uuid, .uuid, .uuid, .text, .text, .bytea, .textArray, .timestamptz, .bool, .uuid,
        ])
}
