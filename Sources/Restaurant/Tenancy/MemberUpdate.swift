internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes a member's role, or lets a deactivated one come back.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.memberUpdate`.
enum MemberUpdate: ObjectType {
    static let typeName = "MemberUpdatePayload"

    enum Columns {
        static let memberID = Column<UUIDBytes?>("member_id", at: 0)
    }

    static let fields: [Field] = [
        .one("member", Member.byID, key: .column(Columns.memberID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = TenancyMutation.make(keyCount: 1) { (input, session) throws(TenancyFailure) in
        let id = try input.requiredUUID("memberId", .member)
        let (member, standing) = try await session.managed(id)
        try input.requireVersion(member.version)
        let role = input.choice("role", MemberRole.self) ?? member.role
        let isActive = input.bool("isActive") ?? member.isActive
        try session.require(standing, above: Standing(role, isOwner: false), at: "role")
        if role != .orgAdmin { try await session.requireOtherOwner(than: member, at: "role") }
        if !isActive { try await session.requireOtherOwner(than: member, at: "isActive") }
        if isActive, !member.isActive { try await session.requirePlace(in: .members, at: "isActive") }
        // Who begins to manage others chooses a longer PIN.
        let keepsPIN = Standing(role, isOwner: false) <= max(Standing(member.role, isOwner: false), .staff)
        _ = try await session.run(
            update.bind(
                session.tenant, .uuid(id), .text(role.rawValue), .bool(isActive), session.writer,
                .bool(keepsPIN)))
        return [id.bytes]
    }

    /// `members_pkey` serves it. The table's triggers raise the version of the rights.
    private static let update = Statement(
        "MemberUpdate.update",
        """
        UPDATE members SET role = $3, is_owner = is_owner AND $3 = 'ORG_ADMIN', is_active = $4,
          pin_hash = CASE WHEN $6 THEN pin_hash END, updated_at = now(), updated_by = $5,
          version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .text, .bool, .uuid, .bool])
}
