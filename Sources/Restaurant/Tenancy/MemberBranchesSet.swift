internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Says which branches a member reaches. None are all for an ORG_ADMIN, and none at all for everybody else.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.memberBranchesSet`.
enum MemberBranchesSet: ObjectType {
    static let typeName = "MemberBranchesSetPayload"

    enum Columns {
        static let memberID = Column<UUIDBytes?>("member_id", at: 0)
    }

    static let fields: [Field] = [
        .one("member", Member.byID, key: .column(Columns.memberID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = TenancyMutation.make(keyCount: 1) { (input, session) throws(TenancyFailure) in
        let id = try input.requiredUUID("memberId", .member)
        let branches = try input.uuids("branchIds", .branch) ?? []
        let (member, _) = try await session.managed(id)
        try input.requireVersion(member.version)
        if branches.isEmpty, member.role == .orgAdmin { try session.requireWholeReach(at: "branchIds") }
        try await session.requireBranches(branches, at: "branchIds")
        let ids = branches.map { _ in input.newID() }
        _ = try await session.run([
            remove.bind(session.tenant, .uuid(id), branches.parameter),
            add.bind(session.tenant, .uuid(id), ids.parameter, branches.parameter, session.writer),
            touch.bind(session.tenant, .uuid(id), session.writer),
        ])
        return [id.bytes]
    }

    /// The unique key of `member_branches` serves it.
    private static let remove = Statement(
        "MemberBranchesSet.remove",
        "DELETE FROM member_branches WHERE organization_id = $1 AND member_id = $2 AND branch_id <> ALL($3)",
        parameters: [.uuid, .uuid, .uuidArray])

    /// The same key decides what is there already.
    private static let add = Statement(
        "MemberBranchesSet.add",
        """
        INSERT INTO member_branches (id, organization_id, member_id, branch_id, created_by, updated_by)
        SELECT wanted.id, $1, $2, wanted.branch_id, $5, $5
        FROM unnest($3, $4) AS wanted (id, branch_id)
        ON CONFLICT (organization_id, member_id, branch_id) DO NOTHING
        """, parameters: [.uuid, .uuid, .uuidArray, .uuidArray, .uuid])

    /// `members_pkey` serves it.
    private static let touch = Statement(
        "MemberBranchesSet.touch",
        """
        UPDATE members SET updated_at = now(), updated_by = $3, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .uuid])
}
