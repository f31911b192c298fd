internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Puts the caller's organization on another plan. One that has less room than is in use is refused: nothing
/// is taken away by a change of plan.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.organizationPlanChange`; `Config/plans.yaml`.
enum OrganizationPlanChange: ObjectType {
    static let typeName = "OrganizationPlanChangePayload"

    enum Columns {
        static let organizationID = Column<UUIDBytes?>("organization_id", at: 0)
    }

    static let fields: [Field] = [
        .one("organization", Organization.byID, key: .column(Columns.organizationID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = TenancyMutation.make(keyCount: 1) { (input, session) throws(TenancyFailure) in
        guard let organization = session.caller.organization else {
            throw .rejected(TenancyRejection(.notFound, at: ["input"], "There is no organization."))
        }
        guard let plan = input.choice("plan", Plan.self) else {
            throw input.refusal(.invalid, "plan", "There is no such plan.")
        }
        try session.requireWholeReach(at: "plan")
        let found = try await session.run(lock.bind(session.tenant))
        guard found.rowCount == 1, let version = found.int(0, 0) else {
            throw .rejected(TenancyRejection(.notFound, at: ["input"], "There is no organization."))
        }
        try input.requireVersion(version)
        try await session.requireRoom(in: plan, at: "plan")
        _ = try await session.run(update.bind(session.tenant, .text(plan.rawValue), session.writer))
        return [organization.bytes]
    }

    /// `organizations_organization_id_key` serves both. Whoever adds something that plans count waits for the
    /// lock.
    private static let lock = Statement(
        "OrganizationPlanChange.lock",
        "SELECT version FROM organizations WHERE organization_id = $1 FOR NO KEY UPDATE",
        parameters: [.uuid])

    private static let update = Statement(
        "OrganizationPlanChange.update",
        """
        UPDATE organizations SET plan = $2, updated_at = now(), updated_by = $3, version = version + 1
        WHERE organization_id = $1
        """, parameters: [.uuid, .text, .uuid])
}
