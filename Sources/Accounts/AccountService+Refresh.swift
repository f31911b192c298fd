internal import Domain
internal import Logging
public import Postgres

extension AccountService {
    /// Exchanges a refresh token for the next pair.
    ///
    /// A token is good once. The same client may ask again for a few seconds, since the answer may have been
    /// lost, and gets the same successor; whoever else comes with a token that was rotated ends the whole
    /// family.
    ///
    /// - Throws: `.token`, and `.throttled` for too many wrong ones.
    public func refresh(_ text: String, from client: AccountClient) async throws(AccountFailure) -> SignedIn {
        try await exchange(text, .stay, client)
    }

    /// As `refresh`, for work in another organization of the person.
    ///
    /// - Throws: `.notFound` for an organization that is not the person's; the token is then as good as
    ///   before.
    public func select(
        organization: UUIDBytes, with text: String, from client: AccountClient
    ) async throws(AccountFailure) -> SignedIn {
        try await exchange(text, .move(organization), client)
    }

    /// Ends the family of a refresh token. Ending it twice, or one that never was, is no error.
    public func logout(_ text: String, from client: AccountClient) async throws(AccountFailure) {
        guard let token = SecretToken(text, .refresh) else { return }
        try await transaction(client) { (session) async throws(AccountFailure) in
            let found = try await RefreshTokens.find(token, client, grace: .zero, session)
            guard let found else { return }
            let revoked = try await session.execute(RefreshTokens.revoking(family: found.family))
            guard revoked.affectedRows > 0 else { return }
            let act = AccountAct(.logout, user: found.user, organization: found.organization)
            try await record(act, client, session)
        }
    }

    private enum Aim: Sendable {
        case stay
        case move(UUIDBytes)

        var action: AccountAction {
            switch self {
            case .stay: .tokenRefresh
            case .move: .organizationSelect
            }
        }
    }

    private enum Exchange: Sendable {
        case opened(OpenedSession)
        /// Committed all the same: a guess was counted, or a family ended.
        case refused(AccountRefusal)
    }

    private func exchange(
        _ text: String, _ aim: Aim, _ client: AccountClient
    ) async throws(AccountFailure) -> SignedIn {
        let token = SecretToken(text, .refresh)
        let exchange = try await transaction(client) { (session) async throws(AccountFailure) -> Exchange in
            guard let token,
                let found = try await RefreshTokens.find(token, client, grace: terms.reuseGrace, session)
            else { return .refused(try await wrongToken(aim.action, client, session)) }
            if found.isLive {
                let opened = try await rotate(found, token, aim, client, session)
                try await record(AccountAct(aim.action, opened), client, session)
                return .opened(opened)
            }
            // Nothing changes, so nothing is recorded.
            if found.isRetry, let again = try await repeated(found, token, aim, session) {
                return .opened(again)
            }
            if found.isRotated { try await revoke(found, aim, client, session) }
            return .refused(.token)
        }
        switch exchange {
        case .opened(let opened): return try await tokens(for: opened)
        case .refused(let refusal): throw .refused(refusal)
        }
    }

    /// Ends the family of a rotated token that came back: one of its two holders is a thief.
    private func revoke(
        _ found: RefreshTokens.Found, _ aim: Aim, _ client: AccountClient, _ session: PostgresSession
    ) async throws(AccountFailure) {
        let revoked = try await session.execute(RefreshTokens.revoking(family: found.family))
        // It may come back for ever; the first time is what counts.
        guard revoked.affectedRows > 0 else { return }
        logger.warning(
            "REFRESH_REUSE: a rotated refresh token came back, its family is revoked",
            metadata: ["user": "\(found.user)", "family": "\(found.family)"])
        let act = AccountAct(
            aim.action, note: .refreshReuse, organization: found.organization, about: found.user)
        try await record(act, client, session)
    }

    /// The answer to a token that is none, counted for its sender. Right tokens are never held up by it: no
    /// number of guesses finds one.
    func wrongToken(
        _ action: AccountAction, _ client: AccountClient, _ session: PostgresSession
    ) async throws(AccountFailure) -> AccountRefusal {
        guard let subject = GuessSubject.address(client.address, terms.address, kind: .token) else {
            return .token
        }
        let results = try await session.execute(
            GuessThrottle.counting([subject]) + GuessThrottle.reaching([subject]))
        if let wait = GuessThrottle.wait(in: results.prefix(1)) { return .throttled(wait) }
        if results.last?.rowCount ?? 0 > 0 {
            try await record(AccountAct(action, note: .guessesLimited), client, session)
        }
        return .token
    }

    private func rotate(
        _ found: RefreshTokens.Found, _ token: SecretToken, _ aim: Aim, _ client: AccountClient,
        _ session: PostgresSession
    ) async throws(AccountFailure) -> OpenedSession {
        let membership = try await membership(found, aim, session)
        let id = newID()
        let next = SecretToken.make(.refresh)
        let seconds = try await RefreshTokens.insert(
            next, id: id, user: found.user, organization: membership?.organization, family: found.family,
            after: (found.id, token), client, terms, session)
        try await RefreshTokens.rotate(
            found, to: id, sealed: SealedSuccessor.seal(next, for: token), session)
        return OpenedSession(
            user: found.user, isSuperAdmin: found.isSuperAdmin, family: found.family, refresh: next,
            expiresIn: seconds, membership: membership)
    }

    /// Where the next pair is for: the membership as it is now. One that is gone leaves the person without an
    /// organization, to select another.
    private func membership(
        _ found: RefreshTokens.Found, _ aim: Aim, _ session: PostgresSession
    ) async throws(AccountFailure) -> Membership? {
        switch aim {
        case .stay:
            guard let organization = found.organization else { return nil }
            return try await Memberships.find(found.user, in: organization, session)
        case .move(let organization):
            let membership = try await Memberships.find(found.user, in: organization, session)
            guard let membership else {
                throw .refused(AccountRefusal(.notFound, at: "organizationId", Self.noOrganization))
            }
            return membership
        }
    }

    /// The same successor for a client that asks again.
    private func repeated(
        _ found: RefreshTokens.Found, _ token: SecretToken, _ aim: Aim, _ session: PostgresSession
    ) async throws(AccountFailure) -> OpenedSession? {
        guard let next = try await RefreshTokens.successor(of: found, opening: token, session) else {
            return nil
        }
        if case .move(let organization) = aim, organization != next.organization {
            throw .refused(.token)
        }
        var membership: Membership?
        if let organization = next.organization {
            membership = try await Memberships.find(found.user, in: organization, session)
        }
        return OpenedSession(
            user: found.user, isSuperAdmin: found.isSuperAdmin, family: found.family, refresh: next.token,
            expiresIn: next.expiresIn, membership: membership)
    }
}
