public import Postgres

extension AccountService {
    /// Signs one of a branch's people in at a till that is signed in itself.
    ///
    /// The token reaches that one branch and is not renewed: after a quarter of an hour the PIN is asked for
    /// again. It ends with the till's own session.
    ///
    /// - Parameters:
    ///   - organization: the till's.
    ///   - till: the session that the till is signed in with; nil for a till with a credential of another
    ///     kind.
    ///   - branch: where the till stands; the caller has checked that the till reaches it.
    /// - Throws: `.credentials` for a wrong PIN, a person without one, or one who does not work there;
    ///   `.throttled`.
    public func login(
        member: UUIDBytes, pin: String, in organization: UUIDBytes, at branch: UUIDBytes,
        till: UUIDBytes? = nil, from client: AccountClient
    ) async throws(AccountFailure) -> SignedIn {
        guard let secret = PersonalPIN.secret(pin) else { throw .refused(.credentials) }
        let own = GuessSubject(kind: .pin, text: "member:\(member)", rule: terms.account)
        let shared = GuessSubject(kind: .pin, text: "branch:\(branch)", rule: terms.address)
        let person = try await transaction(client, tenant: organization) {
            (session) async throws(AccountFailure) -> TillPerson? in
            let isLast = try await count([shared, own], session)
            let person = try await TillPeople.find(member, in: organization, at: branch, session)
            if isLast {
                let act = AccountAct(
                    .pinLogin, note: .guessesLimited, organization: organization, branch: branch,
                    about: member)
                try await record(act, client, session)
            }
            return person
        }
        let isRight: Bool
        do {
            isRight = try await hasher.verify(secret, against: person?.pinHash)
        } catch {
            if case .overloaded = error { await giveBack([shared, own], client) }
            throw error
        }
        guard isRight, let person, let hash = person.pinHash else { throw .refused(.credentials) }
        let membership = try await transaction(client, tenant: organization) {
            (session) async throws(AccountFailure) -> Membership? in
            // Changed or dismissed while we hashed: not right any more.
            let now = try await TillPeople.find(member, in: organization, at: branch, session)
            guard let now, now.pinHash == hash else { return nil }
            _ = try await session.execute(GuessThrottle.forgiving(own: own, shared: shared))
            var act = AccountAct(.pinLogin, user: now.user, organization: organization, branch: branch)
            act.member = member
            act.role = now.membership.role
            try await record(act, client, session)
            return now.membership
        }
        guard let membership else { throw .refused(.credentials) }
        let access = try await accessToken(
            user: person.user, role: membership.role, membership: membership, family: till,
            methods: [AccessTokenClaims.pin])
        return SignedIn(
            user: person.user, accessToken: access, expiresIn: Int(tokens.terms.lifetime.components.seconds),
            refresh: nil, membership: membership, role: membership.role, choices: [])
    }
}

/// Who may take over a till, with the one branch that the till stands in.
private struct TillPerson: Sendable {
    let user: UUIDBytes
    let pinHash: String?
    let membership: Membership
}

private enum TillPeople {
    /// `members_pkey`, `users_pkey` and the unique key of `member_branches` serve it.
    private static let find = Statement(
        "TillPeople.find",
        """
        SELECT t.user_id, t.pin_hash, t.role, t.permission_version, o.name
        FROM members AS t
        JOIN organizations AS o ON o.organization_id = t.organization_id
        JOIN branches AS b ON b.organization_id = t.organization_id AND b.id = $3 AND b.archived_at IS NULL
        JOIN users AS u ON u.id = t.user_id
        WHERE t.organization_id = $1 AND t.id = $2 AND t.is_active AND u.is_active AND (
          EXISTS (SELECT FROM member_branches AS mb
            WHERE mb.organization_id = $1 AND mb.member_id = t.id AND mb.branch_id = $3)
          OR t.role = 'ORG_ADMIN' AND NOT EXISTS (SELECT FROM member_branches AS mb
            WHERE mb.organization_id = $1 AND mb.member_id = t.id))
        """, parameters: [.uuid, .uuid, .uuid])

    static func find(
        _ member: UUIDBytes, in organization: UUIDBytes, at branch: UUIDBytes, _ session: PostgresSession
    ) async throws(AccountFailure) -> TillPerson? {
        let rows = try await session.execute(find.bind(.uuid(organization), .uuid(member), .uuid(branch)))
        guard rows.rowCount > 0, let user = rows.uuid(0, 0), let role = rows.string(0, 2),
            let version = rows.int(0, 3), let name = rows.string(0, 4)
        else { return nil }
        return TillPerson(
            user: user, pinHash: rows.string(0, 1),
            membership: Membership(
                organization: organization, organizationName: name, member: member, role: role,
                version: Int(version), branches: [branch]))
    }
}
