internal import Accounts
internal import DataLoader
internal import Domain
internal import Foundation
internal import GraphQLExecution
internal import Postgres

/// Invites a person by e-mail; inviting again replaces what was sent before.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.memberInvite`.
enum MemberInvite: ObjectType {
    static let typeName = "MemberInvitePayload"

    enum Columns {
        static let invitationID = Column<UUIDBytes?>("invitation_id", at: 0)
    }

    static let fields: [Field] = [
        .one("invitation", Invitation.byID, key: .column(Columns.invitationID)),
        Field("userErrors", .outcomeList(0)),
    ]

    /// How long the secret of an invitation holds, in seconds.
    static let lifetimeSeconds = 30 * 60

    static let mutation = TenancyMutation.make(keyCount: 1) { (input, session) throws(TenancyFailure) in
        guard let email = input.string("email").flatMap(EmailAddress.init) else {
            throw input.refusal(.invalid, "email", "This is no e-mail address.")
        }
        let role = input.choice("role", MemberRole.self) ?? .kitchen
        try session.require(try await session.standing(), above: Standing(role, isOwner: false), at: "role")
        let branches = try input.uuids("branchIds", .branch) ?? []
        if branches.isEmpty {
            guard role == .orgAdmin else {
                throw input.refusal(.invalid, "branchIds", "Only an ORG_ADMIN can be held to no branch.")
            }
            try session.requireWholeReach(at: "branchIds")
        }
        try await session.requireBranches(branches, at: "branchIds")
        // First the old one goes: it holds a place of the plan.
        let known = try await session.run([
            revoke.bind(session.tenant, .text(email.text), session.writer),
            present.bind(session.tenant, .text(email.text)),
        ])
        guard known.last?.rowCount == 0 else {
            throw input.refusal(.alreadyMember, "email", "A member has this address already.")
        }
        try await session.requirePlace(in: .members, at: "email")
        let id = input.newID()
        let token = SecretToken.make(.invitation)
        let ids = branches.map { _ in input.newID() }
        _ = try await session.run([
            insert.bind(
                .uuid(id), session.tenant, .text(email.text), .text(role.rawValue), .bytes(token.hash),
                .int64(Int64(lifetimeSeconds)), session.writer),
            link.bind(session.tenant, .uuid(id), ids.parameter, branches.parameter, session.writer),
        ])
        session.services.outbox.post(
            AccountMessage(
                .invitation, to: email.text, token: token,
                expires: Date(timeIntervalSince1970: TimeInterval(input.nowSeconds) + Double(lifetimeSeconds))
            ))
        return [id.bytes]
    }

    /// `invitations_open_key` serves it.
    private static let revoke = Statement(
        "MemberInvite.revoke",
        """
        UPDATE invitations SET revoked_at = now(), updated_at = now(), updated_by = $3
        WHERE organization_id = $1 AND lower(email) = lower($2) AND accepted_at IS NULL
          AND revoked_at IS NULL
        """, parameters: [.uuid, .text, .uuid])

    /// `users_email_key` and the unique key of `members` serve it.
    private static let present = Statement(
        "MemberInvite.present",
        """
        SELECT m.id FROM users AS u JOIN members AS m ON m.organization_id = $1 AND m.user_id = u.id
        WHERE lower(u.email) = lower($2) AND m.is_active
        """, parameters: [.uuid, .text])

    private static let insert = Statement(
        "MemberInvite.insert",
        """
        INSERT INTO invitations (id, organization_id, email, role, token_hash, expires_at, created_by,
          updated_by)
        VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6), $7, $7)
        """, parameters: [.uuid, .uuid, .text, .text, .bytea, .int8, .uuid])

    private static let link = Statement(
        "MemberInvite.link",
        """
        INSERT INTO invitation_branches (id, organization_id, invitation_id, branch_id, created_by,
          updated_by)
        SELECT wanted.id, $1, $2, wanted.branch_id, $5, $5 FROM unnest($3, $4) AS wanted (id, branch_id)
        """, parameters: [.uuid, .uuid, .uuidArray, .uuidArray, .uuid])
}
