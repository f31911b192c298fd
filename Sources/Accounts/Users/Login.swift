internal import Postgres

/// A row of `users`, as far as signing in needs it.
struct Login: Sendable {
    let id: UUIDBytes
    let email: String
    let displayName: String
    let locale: String?
    let passwordHash: String?
    let isActive: Bool
    let isSuperAdmin: Bool
}

/// The table of logins.
enum Logins {
    private static let columns =
        "u.id, u.email, u.display_name, u.locale, u.password_hash, u.is_active, u.is_super_admin"

    /// `users_email_key` serves it.
    private static let byEmail = Statement(
        "Logins.byEmail", "SELECT \(columns) FROM users AS u WHERE lower(u.email) = lower($1)",
        parameters: [.text])

    /// `users_pkey` serves it.
    private static let byID = Statement(
        "Logins.byID", "SELECT \(columns) FROM users AS u WHERE u.id = $1", parameters: [.uuid])

    /// `lookup_keys_pkey` and `users_pkey` serve it.
    private static let byResetToken = Statement(
        "Logins.byResetToken",
        """
        SELECT \(columns) FROM lookup_key('RESET_TOKEN', $1) AS k JOIN users AS u ON u.id = k.entity_id
        WHERE u.reset_token_hash = $1 AND u.reset_expires_at > clock_timestamp() AND u.is_active
        """, parameters: [.bytea])

    /// The login with an address; letter case does not matter.
    static func find(email: String, _ session: PostgresSession) async throws(AccountFailure) -> Login? {
        login(try await session.execute(byEmail.bind(.text(email))))
    }

    /// A login.
    static func find(_ id: UUIDBytes, _ session: PostgresSession) async throws(AccountFailure) -> Login? {
        login(try await session.execute(byID.bind(.uuid(id))))
    }

    /// The open login that a reset token of this hash is for, while it holds.
    static func find(
        resetToken: SecretToken, _ session: PostgresSession
    ) async throws(AccountFailure) -> Login? {
        login(try await session.execute(byResetToken.bind(.bytes(resetToken.hash))))
    }

    private static let lock = Statement(
        "Logins.lock",
        "SELECT 1 FROM users WHERE id = $1 AND password_hash = $2 AND is_active FOR NO KEY UPDATE",
        parameters: [.uuid, .text])

    /// Takes the lock that orders everything about a login's sessions; false if its password is another now,
    /// or it is closed.
    static func lock(
        _ id: UUIDBytes, stillHaving hash: String, _ session: PostgresSession
    ) async throws(AccountFailure) -> Bool {
        try await session.execute(lock.bind(.uuid(id), .text(hash))).rowCount == 1
    }

    private static let setPassword = Statement(
        "Logins.setPassword",
        """
        UPDATE users SET password_hash = $2, reset_token_hash = NULL, reset_expires_at = NULL,
          updated_at = now(), version = version + 1
        WHERE id = $1
        """, parameters: [.uuid, .text])

    /// Stores the hash of a password. A reset token that is under way is worth nothing afterwards.
    static func set(
        passwordHash: String, of id: UUIDBytes, _ session: PostgresSession
    ) async throws(AccountFailure) {
        _ = try await session.execute(setPassword.bind(.uuid(id), .text(passwordHash)))
    }

    private static let reset = Statement(
        "Logins.reset",
        """
        UPDATE users SET password_hash = $2, reset_token_hash = NULL, reset_expires_at = NULL,
          email_verified_at = coalesce(email_verified_at, now()), updated_at = now(), version = version + 1
        WHERE id = $1 AND reset_token_hash = $3 AND reset_expires_at > clock_timestamp() AND is_active
        """, parameters: [.uuid, .text, .bytea])

    /// Spends a reset token on a new password; false if somebody else has spent it, or its time is over.
    static func reset(
        _ id: UUIDBytes, passwordHash: String, spending token: SecretToken, _ session: PostgresSession
    ) async throws(AccountFailure) -> Bool {
        let result = try await session.execute(
            reset.bind(.uuid(id), .text(passwordHash), .bytes(token.hash)))
        return result.affectedRows == 1
    }

    private static let grantReset = Statement(
        "Logins.grantReset",
        """
        UPDATE users SET reset_token_hash = $2, reset_expires_at = now() + make_interval(secs => $3)
        WHERE lower(email) = lower($1) AND is_active
          AND ($4 OR reset_expires_at IS NULL OR reset_expires_at <= clock_timestamp())
        RETURNING email, locale, id
        """, parameters: [.text, .bytea, .float8, .bool])

    /// Gives the login with an address a reset token; nil if there is no such login.
    ///
    /// - Parameter replacing: whether in place of one that still holds; nil then, if not.
    static func grantReset(
        email: String, _ token: SecretToken, lifetime: Duration, replacing: Bool, _ session: PostgresSession
    ) async throws(AccountFailure) -> (user: UUIDBytes, email: String, locale: String?)? {
        let rows = try await session.execute(
            grantReset.bind(
                .text(email), .bytes(token.hash), .float64(lifetime.inSeconds), .bool(replacing)))
        guard rows.rowCount > 0, let email = rows.string(0, 0), let user = rows.uuid(0, 2) else { return nil }
        return (user, email, rows.string(0, 1))
    }

    private static let insert = Statement(
        "Logins.insert",
        """
        INSERT INTO users (id, email, password_hash, display_name, locale) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (lower(email)) DO NOTHING
        """, parameters: [.uuid, .text, .text, .text, .text])

    /// Adds a login; false if its address has one.
    static func insert(
        _ id: UUIDBytes, email: String, passwordHash: String, displayName: String, locale: String?,
        _ session: PostgresSession
    ) async throws(AccountFailure) -> Bool {
        let result = try await session.execute(
            insert.bind(
                .uuid(id), .text(email), .text(passwordHash), .text(displayName),
                locale.map { .text($0) } ?? .null))
        return result.affectedRows == 1
    }

    private static func login(_ rows: PostgresResult) -> Login? {
        guard rows.rowCount > 0, let id = rows.uuid(0, 0), let email = rows.string(0, 1) else { return nil }
        return Login(
            id: id, email: email, displayName: rows.string(0, 2) ?? "", locale: rows.string(0, 3),
            passwordHash: rows.string(0, 4), isActive: rows.bool(0, 5) ?? false,
            isSuperAdmin: rows.bool(0, 6) ?? false)
    }
}
