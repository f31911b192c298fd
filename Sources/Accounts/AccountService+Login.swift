internal import Domain
public import Postgres

extension AccountService {
    /// Signs a person in by e-mail address and password.
    ///
    /// Known and unknown addresses, open and closed logins are answered alike and cost the same: one counted
    /// guess, one hash.
    ///
    /// - Parameter organization: where to work; nil selects the only one there is, or none of several.
    /// - Throws: `.credentials`, `.throttled`, `.notFound` for an organization that is not the person's.
    public func login(
        email: String, password: String, organization: UUIDBytes? = nil, from client: AccountClient
    ) async throws(AccountFailure) -> SignedIn {
        guard let address = EmailAddress(email), let secret = HashableSecret(password) else {
            throw .refused(.credentials)
        }
        let login = try await admit(address, client)
        guard try await isRight(secret, of: login, subjects(address.text, client), client),
            let login, let hash = login.passwordHash
        else { throw .refused(.credentials) }
        // Where no place is free for it now, the next login makes it.
        let fresh = hasher.isStale(hash) ? try? await hasher.hash(secret) : nil
        let opened = try await transaction(client) {
            (session) async throws(AccountFailure) -> Result<OpenedSession, AccountRefusal> in
            // Changed or closed while we hashed: the password is not right any more.
            guard try await Logins.lock(login.id, stillHaving: hash, session) else {
                throw .refused(.credentials)
            }
            let counters = subjects(address.text, client)
            _ = try await session.execute(
                GuessThrottle.forgiving(own: counters.own, shared: counters.shared))
            if let fresh { try await Logins.set(passwordHash: fresh, of: login.id, session) }
            do throws(AccountFailure) {
                let opened = try await open(login, in: organization, client, session)
                try await record(AccountAct(.login, opened), client, session)
                return .success(opened)
            } catch {
                // Committed all the same: the password was right.
                guard case .refused(let refusal) = error else { throw error }
                return .failure(refusal)
            }
        }
        switch opened {
        case .success(let session): return try await tokens(for: session)
        case .failure(let refusal): throw .refused(refusal)
        }
    }

    /// The counters of a login's guesses.
    func subjects(_ email: String, _ client: AccountClient) -> (own: GuessSubject, shared: GuessSubject?) {
        (.account(email, terms.account), .address(client.address, terms.address))
    }

    /// Counts a guess and looks the login up, which may not be there.
    private func admit(
        _ address: EmailAddress, _ client: AccountClient
    ) async throws(AccountFailure) -> Login? {
        try await transaction(client) { (session) async throws(AccountFailure) in
            let counters = subjects(address.text, client)
            let isLast = try await count([counters.shared, counters.own].compactMap(\.self), session)
            let login = try await Logins.find(email: address.text, session)
            if isLast {
                let act = AccountAct(.login, note: .guessesLimited, about: login?.id)
                try await record(act, client, session)
            }
            return login
        }
    }

    /// Counts a guess for each subject.
    ///
    /// - Returns: whether it was the last that nobody waits after, for one of them.
    /// - Throws: `.throttled`, which takes back what was counted for the others.
    func count(_ subjects: [GuessSubject], _ session: PostgresSession) async throws(AccountFailure) -> Bool {
        guard !subjects.isEmpty else { return false }
        let results = try await session.execute(
            GuessThrottle.counting(subjects) + GuessThrottle.reaching(subjects))
        if let seconds = GuessThrottle.wait(in: results.prefix(subjects.count)) {
            throw .refused(.throttled(seconds))
        }
        return results.dropFirst(subjects.count).contains { $0.rowCount > 0 }
    }

    /// Checks a password that was admitted. A guess that found no place among the hashes was none.
    func isRight(
        _ secret: HashableSecret, of login: Login?,
        _ subjects: (own: GuessSubject, shared: GuessSubject?), _ client: AccountClient
    ) async throws(AccountFailure) -> Bool {
        do {
            return try await hasher.verify(
                secret, against: login?.isActive == true ? login?.passwordHash : nil)
        } catch {
            if case .overloaded = error {
                await giveBack([subjects.shared, subjects.own].compactMap(\.self), client)
            }
            throw error
        }
    }

    /// Takes back the count of a guess that was never looked at, or was right. If that fails the guess stays
    /// counted: the throttle errs on the strict side, and the caller is told of the overload all the same.
    func giveBack(_ subjects: [GuessSubject], _ client: AccountClient) async {
        try? await transaction(client) { (session) async throws(AccountFailure) in
            _ = try await session.execute(GuessThrottle.givingBack(subjects))
        }
    }

    /// Begins a family of tokens for a login that is locked.
    func open(
        _ login: Login, in organization: UUIDBytes?, _ client: AccountClient, _ session: PostgresSession
    ) async throws(AccountFailure) -> OpenedSession {
        let choices = try await Memberships.all(of: login.id, session)
        let membership: Membership?
        if let organization {
            // Not among the choices: they are the first of many.
            membership = try await Memberships.find(login.id, in: organization, session)
            guard membership != nil else {
                throw .refused(AccountRefusal(.notFound, at: "organizationId", Self.noOrganization))
            }
        } else {
            membership = choices.count == 1 && !login.isSuperAdmin ? choices.first : nil
        }
        let id = newID()
        let refresh = SecretToken.make(.refresh)
        let seconds = try await RefreshTokens.insert(
            refresh, id: id, user: login.id, organization: membership?.organization, family: id, after: nil,
            client, terms, session)
        return OpenedSession(
            user: login.id, isSuperAdmin: login.isSuperAdmin, family: id, refresh: refresh,
            expiresIn: seconds, membership: membership, choices: choices)
    }

    /// What is said of an organization that is not a login's.
    public static let noOrganization = "The ID names no organization of this login."
}
