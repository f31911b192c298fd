internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes what a branch is called, where it is, how it counts and works; its currency stays, since prices
/// carry it.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.branchUpdate`.
enum BranchUpdate: ObjectType {
    static let typeName = "BranchUpdatePayload"

    enum Columns {
        static let branchID = Column<UUIDBytes?>("branch_id", at: 0)
    }

    static let fields: [Field] = [
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = TenancyMutation.make(
        keyCount: 1, constraints: BranchCreate.constraints
    ) { (input, session) throws(TenancyFailure) in
        let id = try input.requiredUUID("branchId", .branch)
        try await session.lockBranch(id, input)
        let address: ParameterValue = input.has("address") ? .json(try input.address("address")) : .null
        let policies = try BranchPolicyChanges(input)
        let values: [ParameterValue] = [
            session.tenant, .uuid(id), text(try input.text("name", 1...200)),
            .bool(input.has("legalName")), text(try input.text("legalName", 1...300)),
            text(input.has("slug") ? try input.slug("slug") : nil), address,
            .bool(input.has("phone")), text(try input.phone("phone")),
            text(try input.timezone("timezone")),
            input.bool("pricesIncludeTax").map { .bool($0) } ?? .null,
            input.timeOfDay("businessDayStart").map { .int64($0) } ?? .null, session.writer,
        ]
        _ = try await session.run(BoundStatement(update, values + policies.parameters))
        if policies.changesPrices || ["pricesIncludeTax", "timezone"].contains(where: input.has) {
            session.transaction.tell(
                BranchEvent(
                    branch: id, type: "menu.changed", entityKind: EntityKind.branch.rawValue, entity: id))
        }
        return [id.bytes]
    }

    private static func text(_ text: String?) -> ParameterValue { text.map { .text($0) } ?? .null }

    /// `branches_pkey` serves it. What is null stays, but for legal name and phone, which say beside
    /// themselves whether they change.
    private static let update = Statement(
        "BranchUpdate.update",
        """
        UPDATE branches SET name = coalesce($3, name),
          legal_name = CASE WHEN $4 THEN $5 ELSE legal_name END, slug = coalesce($6, slug),
          address = coalesce($7, address), phone = CASE WHEN $8 THEN $9 ELSE phone END,
          timezone = coalesce($10, timezone), prices_include_tax = coalesce($11, prices_include_tax),
          business_day_start = coalesce($12, business_day_start), policies = (policies || $14) - $15,
          updated_at = now(), updated_by = $13, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """,
        parameters: [
            .uuid, .uuid, .text, .bool, .text, .text, .jsonb, .bool, .text, .text, .bool, .time, .uuid,
            .jsonb, .textArray,
        ])

    /// `branches_pkey` serves it.
    fileprivate static let lock = Statement(
        "BranchUpdate.lock",
        """
        SELECT version FROM branches WHERE organization_id = $1 AND id = $2 AND archived_at IS NULL
        FOR NO KEY UPDATE
        """, parameters: [.uuid, .uuid])
}

extension MutationSession<TenancyErrorCode> {
    /// Locks a live branch within reach, unchanged since the caller read it.
    func lockBranch(
        _ id: UUIDBytes, _ input: MutationInput<TenancyErrorCode>
    ) async throws(TenancyFailure) {
        guard caller.reaches(id) else { throw .notFound("branchId") }
        let found = try await run(BranchUpdate.lock.bind(tenant, .uuid(id)))
        guard found.rowCount == 1, let version = found.int(0, 0) else { throw .notFound("branchId") }
        try input.requireVersion(version)
    }
}
