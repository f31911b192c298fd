internal import Crypto
internal import Foundation
internal import Postgres

/// The table of refresh tokens: one row a rotation, never a token in it.
///
/// One lock orders everything that happens to a login's sessions: its row in `users`. Whoever issues, rotates
/// or revokes takes it first, so that no successor is born behind the back of a revocation.
enum RefreshTokens {
    /// What is known of a token that came in.
    struct Found: Sendable {
        let id: UUIDBytes
        let user: UUIDBytes
        let organization: UUIDBytes?
        let family: UUIDBytes
        /// Neither rotated nor revoked nor past its time, and the login is open.
        let isLive: Bool
        /// Rotated so short a time ago, by this client, and not revoked: its sender may not have had the
        /// answer.
        let isRetry: Bool
        /// Rotated: whoever sends it is late or a thief.
        let isRotated: Bool
        let isSuperAdmin: Bool
        let sealedSuccessor: [UInt8]?
        let successor: UUIDBytes?
    }

    /// `refresh_tokens_token_hash_key` and `users_pkey` serve it.
    private static let lockOwner = Statement(
        "RefreshTokens.lockOwner",
        """
        SELECT id FROM users WHERE id = (SELECT user_id FROM refresh_tokens WHERE token_hash = $1)
        FOR NO KEY UPDATE
        """, parameters: [.bytea])

    /// A statement of its own behind the lock, so that it sees what the lock's last holder did. Who rotated a
    /// token stands in the row of its successor.
    private static let find = Statement(
        "RefreshTokens.find",
        """
        SELECT t.id, t.user_id, t.organization_id, t.family_id,
          t.rotated_at IS NULL AND t.revoked_at IS NULL AND u.is_active
            AND t.expires_at > clock_timestamp() AND t.family_expires_at > clock_timestamp(),
          t.revoked_at IS NULL AND u.is_active AND s.client_hash IS NOT DISTINCT FROM $2
            AND t.rotated_at > clock_timestamp() - make_interval(secs => $3),
          t.rotated_at IS NOT NULL, u.is_super_admin, t.sealed_successor, t.successor_id
        FROM refresh_tokens AS t JOIN users AS u ON u.id = t.user_id
        LEFT JOIN refresh_tokens AS s ON s.id = t.successor_id
        WHERE t.token_hash = $1
        """, parameters: [.bytea, .bytea, .float8])

    /// Finds a token and locks its login.
    static func find(
        _ token: SecretToken, _ client: AccountClient, grace: Duration, _ session: PostgresSession
    ) async throws(AccountFailure) -> Found? {
        let results = try await session.execute([
            lockOwner.bind(.bytes(token.hash)),
            find.bind(.bytes(token.hash), client.hash(rotating: token), .float64(grace.inSeconds)),
        ])
        guard let row = results.last, row.rowCount > 0, let id = row.uuid(0, 0), let user = row.uuid(0, 1),
            let family = row.uuid(0, 3)
        else { return nil }
        return Found(
            id: id, user: user, organization: row.uuid(0, 2), family: family,
            isLive: row.bool(0, 4) ?? false, isRetry: row.bool(0, 5) ?? false,
            isRotated: row.bool(0, 6) ?? true, isSuperAdmin: row.bool(0, 7) ?? false,
            sealedSuccessor: row.bytes(0, 8), successor: row.uuid(0, 9))
    }

    /// A family ends when the first of its tokens said so. `refresh_tokens_pkey` serves it.
    private static let insert = Statement(
        "RefreshTokens.insert",
        """
        INSERT INTO refresh_tokens
          (id, user_id, organization_id, family_id, token_hash, client_hash, expires_at, family_expires_at)
        SELECT $1, $2, $3, $4, $5, $6, least(now() + make_interval(secs => $7), ends), ends
        FROM (SELECT coalesce((SELECT family_expires_at FROM refresh_tokens WHERE id = $8),
          now() + make_interval(secs => $9)) AS ends) AS family
        RETURNING ceil(extract(epoch FROM expires_at - now()))::bigint
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .bytea, .bytea, .float8, .uuid, .float8])

    /// Families of a login that nobody can use any more, as far as they are old enough to be no evidence.
    private static let sweep = Statement(
        "RefreshTokens.sweep",
        "DELETE FROM refresh_tokens WHERE user_id = $1 AND family_expires_at < now() - interval '7 days'",
        parameters: [.uuid])

    /// Stores a token that begins a family, or follows `predecessor` in one.
    ///
    /// - Returns: how many seconds it holds.
    static func insert(
        _ token: SecretToken, id: UUIDBytes, user: UUIDBytes, organization: UUIDBytes?, family: UUIDBytes,
        after predecessor: (id: UUIDBytes, token: SecretToken)?, _ client: AccountClient,
        _ terms: AccountTerms, _ session: PostgresSession
    ) async throws(AccountFailure) -> Int {
        let results = try await session.execute([
            sweep.bind(.uuid(user)),
            insert.bind(
                .uuid(id), .uuid(user), organization.map { .uuid($0) } ?? .null, .uuid(family),
                .bytes(token.hash), predecessor.map { client.hash(rotating: $0.token) } ?? .null,
                .float64(terms.refreshLifetime.inSeconds), predecessor.map { .uuid($0.id) } ?? .null,
                .float64(terms.familyLifetime.inSeconds)),
        ])
        return results.last?.int(0, 0).map(Int.init) ?? 0
    }

    private static let rotate = Statement(
        "RefreshTokens.rotate",
        """
        UPDATE refresh_tokens
        SET rotated_at = clock_timestamp(), successor_id = $2, sealed_successor = $3
        WHERE id = $1 AND rotated_at IS NULL
        """, parameters: [.uuid, .uuid, .bytea])

    /// Only the last rotation is ever asked for again.
    private static let unseal = Statement(
        "RefreshTokens.unseal",
        "UPDATE refresh_tokens SET sealed_successor = NULL WHERE successor_id = $1", parameters: [.uuid])

    /// Marks a token as followed by another.
    static func rotate(
        _ token: Found, to successor: UUIDBytes, sealed: [UInt8]?, _ session: PostgresSession
    ) async throws(AccountFailure) {
        _ = try await session.execute([
            rotate.bind(.uuid(token.id), .uuid(successor), sealed.map { .bytes($0) } ?? .null),
            unseal.bind(.uuid(token.id)),
        ])
    }

    /// `refresh_tokens_pkey` serves it.
    private static let successor = Statement(
        "RefreshTokens.successor",
        """
        SELECT id, organization_id, ceil(extract(epoch FROM expires_at - clock_timestamp()))::bigint
        FROM refresh_tokens
        WHERE id = $1 AND token_hash = $2 AND rotated_at IS NULL AND revoked_at IS NULL
          AND expires_at > clock_timestamp()
        """, parameters: [.uuid, .bytea])

    /// The successor of a token that is sent again: its text, its organization, how long it holds. Nil once
    /// it was used, since its holder then had the answer.
    static func successor(
        of token: Found, opening text: SecretToken, _ session: PostgresSession
    ) async throws(AccountFailure) -> (token: SecretToken, organization: UUIDBytes?, expiresIn: Int)? {
        guard let id = token.successor, let sealed = token.sealedSuccessor,
            let next = SealedSuccessor.open(sealed, with: text)
        else { return nil }
        let row = try await session.execute(successor.bind(.uuid(id), .bytes(next.hash)))
        guard row.rowCount > 0, let seconds = row.int(0, 2) else { return nil }
        return (next, row.uuid(0, 1), Int(seconds))
    }

    /// `refresh_tokens_family_idx` serves it.
    private static let revokeFamily = Statement(
        "RefreshTokens.revokeFamily",
        """
        UPDATE refresh_tokens SET revoked_at = now(), sealed_successor = NULL
        WHERE family_id = $1 AND revoked_at IS NULL
        """, parameters: [.uuid])

    /// `refresh_tokens_user_idx` serves it.
    private static let revokeAll = Statement(
        "RefreshTokens.revokeAll",
        """
        UPDATE refresh_tokens SET revoked_at = now(), sealed_successor = NULL
        WHERE user_id = $1 AND revoked_at IS NULL
        """, parameters: [.uuid])

    /// Ends one family.
    static func revoking(family: UUIDBytes) -> BoundStatement { revokeFamily.bind(.uuid(family)) }

    /// Ends every family of a login.
    static func revoking(allOf user: UUIDBytes) -> BoundStatement { revokeAll.bind(.uuid(user)) }
}

extension AccountClient {
    /// What tells one client from another as far as an honest retry goes: where it comes from. Hashed under
    /// the rotated token, which is not stored: addresses are few enough to be tried one by one.
    fileprivate func hash(rotating token: SecretToken) -> ParameterValue {
        guard let address else { return .null }
        let key = SymmetricKey(data: Data(token.text.utf8))
        let block = Data(GuessSubject.block(address).utf8)
        return .bytes(Array(HMAC<SHA256>.authenticationCode(for: block, using: key)))
    }
}
