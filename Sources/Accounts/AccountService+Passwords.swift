internal import Domain
internal import Foundation
public import Postgres

extension AccountService {
    /// Replaces a person's password. All sessions end, everywhere; the one that is returned begins anew.
    ///
    /// - Parameter organization: where the person works now, to go on there.
    /// - Throws: `.credentials` for a wrong present password, `.weakPassword`, `.throttled`.
    public func changePassword(
        of user: UUIDBytes, from current: String, to new: String, in organization: UUIDBytes?,
        from client: AccountClient
    ) async throws(AccountFailure) -> SignedIn {
        let login = try await transaction(client) { (session) async throws(AccountFailure) -> Login? in
            guard let login = try await Logins.find(user, session) else { return nil }
            // Before the guess is counted: looking for a good password is no guessing.
            _ = try allowed(new, for: login, at: "newPassword")
            let counters = subjects(login.email, client)
            if try await count([counters.shared, counters.own].compactMap(\.self), session) {
                let act = AccountAct(.passwordChange, note: .guessesLimited, user: user)
                try await record(act, client, session)
            }
            return login
        }
        guard let login else { throw .refused(.notSignedIn) }
        let counters = subjects(login.email, client)
        guard let secret = HashableSecret(current),
            try await isRight(secret, of: login, counters, client), let hash = login.passwordHash
        else { throw .refused(.credentials) }
        let fresh: String
        do {
            fresh = try await hasher.hash(try allowed(new, for: login, at: "newPassword"))
        } catch {
            await giveBack([counters.shared, counters.own].compactMap(\.self), client)
            throw error
        }
        let opened = try await transaction(client) { (session) async throws(AccountFailure) in
            guard try await Logins.lock(login.id, stillHaving: hash, session) else {
                throw .refused(.credentials)
            }
            _ = try await session.execute(
                GuessThrottle.forgiving(own: counters.own, shared: counters.shared))
            try await post(AccountMessage(.passwordChanged, to: login.email, locale: login.locale), session)
            try await Logins.set(passwordHash: fresh, of: login.id, session)
            let organizations = try await endSessions(of: login.id, session)
            let opened = try await open(login, in: organization, client, session)
            try await record(
                AccountAct(.passwordChange, opened), inEachOf: organizations, client, session)
            return opened
        }
        return try await tokens(for: opened)
    }

    /// Sends a token for a new password to an address, if it is a login's. Nobody is told whether it is: the
    /// answer is the same, and so is the work but for one row; the message goes out afterwards.
    ///
    /// However often it is asked for, the address has a token that holds: who floods a mailbox shuts nobody
    /// out.
    ///
    /// - Throws: `.throttled` for too many requests from one address of the network.
    public func requestPasswordReset(
        email: String, from client: AccountClient
    ) async throws(AccountFailure) {
        guard let address = EmailAddress(email) else { return }
        let token = SecretToken.make(.reset)
        try await transaction(client) { (session) async throws(AccountFailure) in
            let shared = GuessSubject.address(client.address, terms.address, kind: .token)
            let isLast = try await count([shared].compactMap(\.self), session)
            let own = GuessSubject(kind: .token, text: "reset:\(address.text)", rule: terms.message)
            // Whose mailbox is full of these is not told either.
            let counted = try await session.execute(GuessThrottle.counting([own]))
            let isFull = GuessThrottle.wait(in: counted) != nil
            let granted = try await Logins.grantReset(
                email: address.text, token, lifetime: terms.resetLifetime, replacing: !isFull, session)
            // As much is written for an address that is nobody's; a full mailbox gets nothing more.
            if !isFull || granted != nil { try await post(message(granted, token), session) }
            if !isFull || isLast || granted != nil {
                let act = AccountAct(
                    .passwordResetRequest, note: isLast ? .guessesLimited : nil, about: granted?.user)
                try await record(act, client, session)
            }
        }
    }

    private func message(
        _ granted: (user: UUIDBytes, email: String, locale: String?)?, _ token: SecretToken
    ) -> AccountMessage {
        let end = Date(timeIntervalSinceNow: terms.resetLifetime.inSeconds)
        guard let granted else { return AccountMessage(.nothing, to: "", token: token, expires: end) }
        return AccountMessage(
            .passwordReset, to: granted.email, locale: granted.locale, token: token, expires: end)
    }

    /// Spends a reset token on a new password. All sessions of the login end, everywhere.
    ///
    /// - Throws: `.token`, `.throttled` for too many wrong ones, and `.weakPassword`, which spends nothing.
    public func resetPassword(
        with text: String, to new: String, from client: AccountClient
    ) async throws(AccountFailure) {
        let token = SecretToken(text, .reset)
        let found = try await transaction(client) {
            (session) async throws(AccountFailure) -> Result<Login, AccountRefusal> in
            if let token, let login = try await Logins.find(resetToken: token, session) {
                return .success(login)
            }
            return .failure(try await wrongToken(.passwordReset, client, session))
        }
        guard let token else { throw .refused(.token) }
        let login: Login
        switch found {
        case .success(let known): login = known
        case .failure(let refusal): throw .refused(refusal)
        }
        let fresh = try await hasher.hash(try allowed(new, for: login, at: "newPassword"))
        try await transaction(client) { (session) async throws(AccountFailure) in
            guard try await Logins.reset(login.id, passwordHash: fresh, spending: token, session) else {
                throw .refused(.token)
            }
            _ = try await session.execute(
                GuessThrottle.forgetting(.account(login.email, terms.account)))
            try await post(AccountMessage(.passwordChanged, to: login.email, locale: login.locale), session)
            let organizations = try await endSessions(of: login.id, session)
            try await record(
                AccountAct(.passwordReset, user: login.id), inEachOf: organizations, client, session)
        }
    }

    /// Ends every session of a login that a transaction of somebody else's has locked.
    public static func endingSessions(of user: UUIDBytes) -> BoundStatement {
        RefreshTokens.revoking(allOf: user)
    }

    /// A password that the rules allow.
    func allowed(
        _ password: String, ownWords: [String], at field: String
    ) throws(AccountFailure) -> HashableSecret {
        guard let secret = HashableSecret(password) else {
            throw .refused(
                AccountRefusal(
                    .weakPassword, at: field,
                    "A password has at most \(HashableSecret.scalarCountMax) characters and is not empty."))
        }
        if let problem = rules.problem(with: secret, ownWords: ownWords) {
            throw .refused(AccountRefusal(.weakPassword, at: field, problem))
        }
        return secret
    }

    private func allowed(
        _ password: String, for login: Login, at field: String
    ) throws(AccountFailure) -> HashableSecret {
        try allowed(password, ownWords: [login.email, login.displayName], at: field)
    }

    /// Ends every family and outdates every access token. The login must be locked.
    ///
    /// - Returns: the login's organizations, in order.
    private func endSessions(
        of user: UUIDBytes, _ session: PostgresSession
    ) async throws(AccountFailure) -> [UUIDBytes] {
        _ = try await session.execute(RefreshTokens.revoking(allOf: user))
        return try await Memberships.outdateTokens(of: user, session)
    }
}
