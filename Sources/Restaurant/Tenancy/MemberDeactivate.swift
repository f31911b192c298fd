internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes a member's rights away; the row stays for what refers to it.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.memberDeactivate`.
enum MemberDeactivate: ObjectType {
    static let typeName = "MemberDeactivatePayload"

    enum Columns {
        static let memberID = Column<UUIDBytes?>("member_id", at: 0)
    }

    static let fields: [Field] = [
        .one("member", Member.byID, key: .column(Columns.memberID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = TenancyMutation.make(keyCount: 1) { (input, session) throws(TenancyFailure) in
        let id = try input.requiredUUID("memberId", .member)
        let (member, _) = try await session.managed(id)
        try input.requireVersion(member.version)
        try await session.requireOtherOwner(than: member, at: "memberId")
        _ = try await session.run(deactivate.bind(session.tenant, .uuid(id), session.writer))
        return [id.bytes]
    }

    /// `members_pkey` serves it. The table's triggers raise the version of the rights.
    private static let deactivate = Statement(
        "MemberDeactivate.deactivate",
        """
        UPDATE members SET is_active = false, updated_at = now(), updated_by = $3, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .uuid])
}
