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
        let standing = try await session.standing()
        try session.require(standing, above: Standing(role, isOwner: false), at: "role")
        let branches = try input.uuids("branchIds", .branch) ?? []
        if branches.isEmpty {
            guard role == .orgAdmin else {
                throw input.refusal(.invalid, "branchIds", "Only an ORG_ADMIN can be held to no branch.")
            }
            try session.requireWholeReach(at: "branchIds")
        }
        try await session.requireBranches(branches, at: "branchIds")
        try await session.takeTurn(at: "email")
        // First the old one goes: it holds a place of the plan.
        try await revokeOpen(email, by: standing, session)
        let member = try await session.run(present.bind(session.tenant, .text(email.text)))
        guard member.rowCount == 0 else {
            throw input.refusal(.alreadyMember, "email", "A member has this address already.")
        }
        try await session.requirePlace(in: .members, at: "email")
        if let tenant = session.caller.organization {
            try await session.count(.inviting(email, to: tenant), at: ["email"])
        }
        let id = input.newID()
        let token = SecretToken.make(.invitation)
        let ids = branches.map { _ in input.newID() }
        _ = try await session.run([
            insert.bind(
                .uuid(id), session.tenant, .text(email.text), .text(role.rawValue), .bytes(token.hash),
                .int64(Int64(lifetimeSeconds)), session.writer),
            link.bind(session.tenant, .uuid(id), ids.parameter, branches.parameter, session.writer),
        ])
        let end = Date(timeIntervalSinceNow: Double(lifetimeSeconds))
        try await session.post(AccountMessage(.invitation, to: email.text, token: token, expires: end))
        return [id.bytes]
    }

    /// Revokes the address's open invitation, if there is one that the caller could have sent. One whose time
    /// is over is anybody's.
    private static func revokeOpen(
        _ email: EmailAddress, by standing: Standing, _ session: MutationSession<TenancyErrorCode>
    ) async throws(TenancyFailure) {
        let found = try await session.run(
            open.bind(session.tenant, .text(email.text), session.caller.branchArray))
        guard found.rowCount == 1, let id = found.uuid(0, 0) else { return }
        if found.bool(0, 2) == true {
            let role = found.string(0, 1).flatMap(MemberRole.init(rawValue:)) ?? .orgAdmin
            try session.require(standing, above: Standing(role, isOwner: false), at: "email")
            guard found.bool(0, 3) == true else {
                throw .refused(
                    .branchOutOfReach, "email", "The address is invited to branches that you do not reach.")
            }
        }
        _ = try await session.run(revoke.bind(session.tenant, .uuid(id), session.writer))
    }

    /// `invitations_open_key` and the unique key of `invitation_branches` serve it. The last columns say
    /// whether it still holds, and whether it leads nowhere that the caller does not reach (`$3`).
    private static let open = Statement(
        "MemberInvite.open",
        """
        SELECT i.id, i.role, i.expires_at > now(),
          $3::uuid[] IS NULL OR coalesce((SELECT bool_and(ib.branch_id = ANY($3))
            FROM invitation_branches AS ib
            WHERE ib.organization_id = $1 AND ib.invitation_id = i.id), false)
        FROM invitations AS i
        WHERE i.organization_id = $1 AND lower(i.email) = lower($2) AND i.accepted_at IS NULL
          AND i.revoked_at IS NULL
        FOR NO KEY UPDATE OF i
        """, parameters: [.uuid, .text, .uuidArray])

    /// `invitations_pkey` serves it.
    private static let revoke = Statement(
        "MemberInvite.revoke",
        """
        UPDATE invitations SET revoked_at = now(), updated_at = now(), updated_by = $3
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .uuid])

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
