internal import Domain
public import Logging
public import Postgres

/// Logins and their sessions: who may sign in, with which tokens, how often one may guess.
///
/// Knows no GraphQL and no HTTP: both doors, the mutations and `POST /oauth/token`, come through here. No
/// connection is held while a hash is made.
public struct AccountService: Sendable {
    /// Writes; every operation is one short transaction, or two around a hash.
    let pool: PostgresPool
    /// Makes and checks the hashes of passwords and PINs.
    public let hasher: PasswordHasher
    /// Which passwords may be chosen.
    public let rules: PasswordRules
    /// Signs access tokens.
    let tokens: AccessTokens
    /// Messages to people.
    public let outbox: MessageOutbox
    /// How long sessions last and how often one may guess.
    public let terms: AccountTerms
    let logger: Logger

    /// A service.
    ///
    /// - Parameter pool: a pool for writes, of the application's role.
    public init(
        pool: PostgresPool, hasher: PasswordHasher, rules: PasswordRules, tokens: AccessTokens,
        outbox: MessageOutbox, terms: AccountTerms = AccountTerms(), logger: Logger
    ) {
        self.pool = pool
        self.hasher = hasher
        self.rules = rules
        self.tokens = tokens
        self.outbox = outbox
        self.terms = terms
        self.logger = logger
    }

    /// Runs one transaction outside of any tenant; `body` may enter one.
    func transaction<Value: Sendable>(
        _ client: AccountClient, tenant: UUIDBytes? = nil,
        _ body: (PostgresSession) async throws(AccountFailure) -> Value
    ) async throws(AccountFailure) -> Value {
        try await pool.withTransaction(tenant: tenant, deadline: client.deadline, body)
    }

    /// A new row's ID.
    func newID() -> UUIDBytes { .makeVersion7() }

    /// Posts a message with the transaction.
    func post(_ message: AccountMessage, _ session: PostgresSession) async throws(AccountFailure) {
        _ = try await session.execute(outbox.posting(message))
    }

    /// The tokens of what a transaction has decided.
    func tokens(for opened: OpenedSession) async throws(AccountFailure) -> SignedIn {
        let access = try await accessToken(
            user: opened.user, role: opened.role, membership: opened.membership, family: opened.family)
        return SignedIn(
            user: opened.user, accessToken: access, expiresIn: Int(tokens.terms.lifetime.components.seconds),
            refresh: (opened.refresh, opened.expiresIn), membership: opened.membership, role: opened.role,
            choices: opened.choices)
    }

    /// An access token for a login.
    ///
    /// - Parameter methods: how it was proved, where not by a password.
    func accessToken(
        user: UUIDBytes, role: String, membership: Membership?, family: UUIDBytes?, methods: [String]? = nil
    ) async throws(AccountFailure) -> String {
        do {
            return try await tokens.mint(
                subject: Self.publicID("user", user),
                organization: membership.map { Self.publicID("org", $0.organization) }, role: role,
                branches: membership?.branches?.map { Self.publicID("branch", $0) },
                version: membership?.version, session: family?.description, methods: methods,
                id: newID().description)
        } catch {
            logger.critical("no access token could be signed")
            throw .unusable
        }
    }

    /// An identifier as callers see it; the prefixes are constants and legal.
    static func publicID(_ prefix: String, _ id: UUIDBytes) -> String {
        TypeID(prefix: prefix, high: id.high, low: id.low)?.description ?? ""
    }
}
