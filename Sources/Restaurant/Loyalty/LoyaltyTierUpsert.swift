internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Makes a tier of the loyalty program, or changes one.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.loyaltyTierUpsert`.
enum LoyaltyTierUpsert: ObjectType {
    static let typeName = "LoyaltyTierUpsertPayload"

    enum Columns {
        static let tierID = Column<UUIDBytes?>("tier_id", at: 0)
    }

    static let fields: [Field] = [
        .one("loyaltyTier", LoyaltyTierType.byID, key: .column(Columns.tierID)),
        Field("userErrors", .outcomeList(0)),
    ]

    private static let taken = Rejection<LoyaltyErrorCode>(
        .tierTaken, input: "minPoints", "Another tier begins with as many points.")

    static let mutation = LoyaltyMutation.makeRepeatable(
        keyCount: 1, constraints: ["loyalty_tiers_points_key": taken]
    ) { (input, session) throws(LoyaltyFailure) in
        let name = try input.requiredText("name", 1...60)
        let points = try input.number("minPoints", 0...LoyaltyPoints.countMax) ?? 0
        let multiplier = try input.number("multiplierBasisPoints", 0...1_000_000) ?? 10_000
        guard let program = try await StoredProgram.load(lock: true, in: session) else {
            throw .refused(.noProgram, "name", "There is no program that the tier could be of.")
        }
        let values: [ParameterValue] = [
            .text(name), .int64(points), .int64(multiplier), session.writer,
        ]
        let id = try input.uuid("id", .loyaltyTier) ?? input.newID()
        if input.string("id") == nil {
            _ = try await session.run(
                BoundStatement(insert, [.uuid(id), session.tenant, .uuid(program.id)] + values))
        } else {
            let found = try await session.run(find.bind(session.tenant, .uuid(id)))
            guard found.rowCount == 1, let version = found.int(0, 0) else { throw .notFound("id") }
            try input.requireVersion(version)
            _ = try await session.run(BoundStatement(update, [session.tenant, .uuid(id)] + values))
        }
        try await session.tellEverywhere("loyalty.changed", .loyaltyProgram, program.id, "CHANGED")
        return [id.bytes]
    }

    private static let insert = Statement(
        "LoyaltyTierUpsert.insert",
        """
        INSERT INTO loyalty_tiers (id, organization_id, program_id, name, min_points, multiplier_bps,
          created_by, updated_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
        """, parameters: [.uuid, .uuid, .uuid, .text, .int8, .int8, .uuid])

    /// `loyalty_tiers_pkey` serves both.
    private static let find = Statement(
        "LoyaltyTierUpsert.find",
        "SELECT version FROM loyalty_tiers WHERE organization_id = $1 AND id = $2 FOR NO KEY UPDATE",
        parameters: [.uuid, .uuid])

    private static let update = Statement(
        "LoyaltyTierUpsert.update",
        """
        UPDATE loyalty_tiers SET name = $3, min_points = $4, multiplier_bps = $5, updated_at = now(),
          updated_by = $6, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .text, .int8, .int8, .uuid])
}
