internal import Accounts
internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes the place that an invitation offers. The secret came by mail, so whoever has it reads the address:
/// a login that has proved the address joins, a new one begins with the password given here.
///
/// A login that has not proved it may be anybody's: it begins anew as well, with the password given here and
/// without the sessions that it had, or whoever registered the address first would join.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.memberInviteAccept`.
enum MemberInviteAccept: ObjectType {
    static let typeName = "MemberInviteAcceptPayload"

    enum Columns {
        static let organizationID = Column<UUIDBytes?>("organization_id", at: 0)
        static let name = Column<String>("name", at: 1)
        static let role = Column<String>("role", at: 2)
    }

    /// Nothing here is loaded: nobody has signed in there yet.
    static let fields: [Field] = [
        .embedded("organization", Columns.organizationID, Columns.name, Columns.role),
        Field("userErrors", .outcomeList(0)),
    ]

    /// An invitation that is locked and open.
    private struct Offer {
        let organization: UUIDBytes
        let id: UUIDBytes
        let email: String
        let role: String
        let organizationName: String
        /// Whether it is to some branches only.
        let isConfined: Bool
    }

    /// What a login begins with, be it a new one or one that begins anew.
    private struct Newcomer: Sendable {
        let displayName: String
        let passwordHash: String
    }

    static let mutation = TenancyMutation.make(
        keyCount: 3, preparing: newcomer
    ) { (input, newcomer: Newcomer?, session) throws(TenancyFailure) in
        let offer = try await offer(input, session)
        let user = try await login(offer, newcomer, input, session)
        session.transaction.remark(user: user)
        let member = try await place(user, offer, input, session)
        let results = try await session.run([
            clear.bind(.uuid(offer.organization), .uuid(member)),
            reach.bind(.uuid(offer.organization), .uuid(member), .uuid(offer.id), .uuid(user)),
            accept.bind(.uuid(offer.organization), .uuid(offer.id), .uuid(user)),
        ])
        // No branch is left of it, and an ORG_ADMIN without one would reach all.
        if offer.isConfined, results[1].affectedRows == 0 { throw isOver(input) }
        return [
            offer.organization.bytes, Array(offer.organizationName.utf8), Array(offer.role.utf8),
        ]
    }

    /// What a login is to begin with; nil where the address has one that has proved it. Only who comes with
    /// the secret of an invitation causes a hash.
    @Sendable
    private static func newcomer(
        _ input: MutationInput<TenancyErrorCode>, _ preparation: Preparation<TenancyErrorCode>
    ) async throws(TenancyFailure) -> Newcomer? {
        let email: String?
        do {
            email = try await preparation.look { (session) async throws(TenancyFailure) -> String? in
                let offer = try await offer(input, session)
                let known = try await session.run(loginByEmail.bind(.text(offer.email)))
                return known.rowCount == 1 && known.bool(0, 2) == true ? nil : offer.email
            }
        } catch {
            if case .rejected = error,
                let act = CountedAct.guessingToken(from: preparation.caller.origin.address)
            {
                try await preparation.count(act, at: ["token"])
            }
            throw error
        }
        guard let email else { return nil }
        let name = try input.requiredText("displayName", 1...200)
        guard let secret = input.string("password").flatMap(HashableSecret.init) else {
            throw input.refusal(.invalid, "password", "A new login needs a password of up to 128 characters.")
        }
        if let problem = preparation.services.rules.problem(with: secret, ownWords: [email, name]) {
            throw input.refusal(.invalid, "password", problem)
        }
        return Newcomer(displayName: name, passwordHash: try await preparation.hash(secret))
    }

    /// Finds the invitation by its secret and goes on in its organization. Used, replaced, late and made-up
    /// ones answer alike.
    private static func offer(
        _ input: MutationInput<TenancyErrorCode>, _ session: MutationSession<TenancyErrorCode>
    ) async throws(TenancyFailure) -> Offer {
        let over = isOver(input)
        guard let token = input.string("token").flatMap({ SecretToken($0, .invitation) }) else { throw over }
        let found = try await session.run(find.bind(.bytes(token.hash)))
        guard found.rowCount == 1, let organization = found.uuid(0, 0), let id = found.uuid(0, 1) else {
            throw over
        }
        try await session.enter(organization)
        let locked = try await session.run(lock.bind(.uuid(organization), .uuid(id)))
        guard locked.rowCount == 1, let email = locked.string(0, 0), let role = locked.string(0, 1),
            let name = locked.string(0, 2), let isConfined = locked.bool(0, 3)
        else { throw over }
        return Offer(
            organization: organization, id: id, email: email, role: role, organizationName: name,
            isConfined: isConfined)
    }

    private static func isOver(_ input: MutationInput<TenancyErrorCode>) -> TenancyFailure {
        input.refusal(.invitationOver, "token", "The invitation is over, or never was.")
    }

    /// The login of the address, made if there is none, and begun anew if it never proved the address.
    ///
    /// - Throws: INVITATION_OVER for a closed login, and for a caller who is signed in as another.
    private static func login(
        _ offer: Offer, _ newcomer: Newcomer?, _ input: MutationInput<TenancyErrorCode>,
        _ session: MutationSession<TenancyErrorCode>
    ) async throws(TenancyFailure) -> UUIDBytes {
        let known = try await session.run(loginByEmail.bind(.text(offer.email)))
        let present = known.rowCount == 1 ? known.uuid(0, 0) : nil
        let caller = session.caller
        guard caller.apiKey == nil, caller.user == nil || caller.user == present else { throw isOver(input) }
        if let present {
            guard known.bool(0, 1) == true else { throw isOver(input) }
            if known.bool(0, 2) == true { return present }
        }
        let conflict = input.refusal(.conflict, "token", "Somebody changed it meanwhile: try again.")
        guard let newcomer else { throw conflict }
        if let present {
            _ = try await session.run([
                beginAnew.bind(
                    .uuid(present), .text(newcomer.passwordHash), .text(newcomer.displayName)),
                AccountService.endingSessions(of: present),
            ])
            return present
        }
        let user = input.newID()
        let made = try await session.run(
            makeLogin.bind(
                .uuid(user), .text(offer.email), .text(newcomer.passwordHash), .text(newcomer.displayName)))
        // Somebody registered the address just now: the next attempt joins that login.
        guard made.rowCount == 1 else { throw conflict }
        return user
    }

    /// The login's place: a new one, or one that was given up.
    private static func place(
        _ user: UUIDBytes, _ offer: Offer, _ input: MutationInput<TenancyErrorCode>,
        _ session: MutationSession<TenancyErrorCode>
    ) async throws(TenancyFailure) -> UUIDBytes {
        let member = try await session.run(
            makeMember.bind(
                .uuid(input.newID()), .uuid(offer.organization), .uuid(user), .text(offer.role)))
        guard member.rowCount == 1, let id = member.uuid(0, 0) else {
            throw input.refusal(.alreadyMember, "token", "This login is a member already.")
        }
        return id
    }

    /// The look-up table's unique key serves it.
    private static let find = Statement(
        "MemberInviteAccept.find",
        "SELECT organization_id, entity_id FROM lookup_key('INVITE_TOKEN', $1)", parameters: [.bytea])

    /// `invitations_pkey` serves it; the lock makes a secret of single use.
    private static let lock = Statement(
        "MemberInviteAccept.lock",
        """
        SELECT i.email, i.role, o.name, EXISTS (SELECT FROM invitation_branches AS ib
          WHERE ib.organization_id = $1 AND ib.invitation_id = i.id)
        FROM invitations AS i JOIN organizations AS o ON o.organization_id = i.organization_id
        WHERE i.organization_id = $1 AND i.id = $2 AND i.accepted_at IS NULL AND i.revoked_at IS NULL
          AND i.expires_at > now()
        FOR NO KEY UPDATE OF i
        """, parameters: [.uuid, .uuid])

    /// `users_email_key` serves it.
    private static let loginByEmail = Statement(
        "MemberInviteAccept.login",
        """
        SELECT id, is_active, email_verified_at IS NOT NULL FROM users WHERE lower(email) = lower($1)
        FOR NO KEY UPDATE
        """, parameters: [.text])

    /// `users_pkey` serves it. A reset token that is under way was asked for by whoever had the login before.
    private static let beginAnew = Statement(
        "MemberInviteAccept.beginAnew",
        """
        UPDATE users SET password_hash = $2, display_name = $3, email_verified_at = now(),
          reset_token_hash = NULL, reset_expires_at = NULL, updated_at = now(), version = version + 1
        WHERE id = $1
        """, parameters: [.uuid, .text, .text])

    private static let makeLogin = Statement(
        "MemberInviteAccept.makeLogin",
        """
        INSERT INTO users (id, email, password_hash, display_name, email_verified_at)
        VALUES ($1, $2, $3, $4, now()) ON CONFLICT (lower(email)) DO NOTHING RETURNING id
        """, parameters: [.uuid, .text, .text, .text])

    /// The unique key of `members` decides; an active member is left alone. Who comes back chooses a new PIN.
    private static let makeMember = Statement(
        "MemberInviteAccept.makeMember",
        """
        INSERT INTO members (id, organization_id, user_id, role, created_by, updated_by)
        VALUES ($1, $2, $3, $4, $3, $3)
        ON CONFLICT (organization_id, user_id) DO UPDATE
          SET role = excluded.role, is_owner = false, is_active = true, pin_hash = NULL, updated_at = now(),
            updated_by = excluded.updated_by, version = members.version + 1
          WHERE NOT members.is_active
        RETURNING id
        """, parameters: [.uuid, .uuid, .uuid, .text])

    private static let clear = Statement(
        "MemberInviteAccept.clear",
        "DELETE FROM member_branches WHERE organization_id = $1 AND member_id = $2",
        parameters: [.uuid, .uuid])

    /// The unique key of `invitation_branches` and `branches_pkey` serve it; the link keeps its identifier.
    private static let reach = Statement(
        "MemberInviteAccept.reach",
        """
        INSERT INTO member_branches (id, organization_id, member_id, branch_id, created_by, updated_by)
        SELECT ib.id, $1, $2, b.id, $4, $4
        FROM invitation_branches AS ib
        JOIN branches AS b ON b.organization_id = $1 AND b.id = ib.branch_id AND b.archived_at IS NULL
        WHERE ib.organization_id = $1 AND ib.invitation_id = $3
        """, parameters: [.uuid, .uuid, .uuid, .uuid])

    private static let accept = Statement(
        "MemberInviteAccept.accept",
        """
        UPDATE invitations SET accepted_at = now(), updated_at = now(), updated_by = $3
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .uuid])
}
