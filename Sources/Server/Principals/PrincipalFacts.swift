import Postgres
import Restaurant

/// What the database says of callers now: credentials only say what it said when they were made.
struct PrincipalFacts: Sendable {
    /// A login's place in an organization.
    struct Place: Sendable {
        let member: UUIDBytes
        let role: String
        /// Rises with every change of role, reach or activity.
        let version: Int64
        /// The branches within reach; nil for all.
        let branches: [UUIDBytes]?
    }

    /// An integrator's key.
    struct Key: Sendable {
        /// What all keys are; what more they may do their scopes say.
        static let role = "INTEGRATOR"

        let id: UUIDBytes
        let organization: UUIDBytes
        let scopes: [String]
        let branch: UUIDBytes?
        let trustedDocumentsOnly: Bool
    }

    /// A login as an access token presents it.
    struct Bearer: Hashable, Sendable {
        let user: UUIDBytes
        /// Where it works; nil outside of every organization.
        var organization: UUIDBytes?
        /// The session that the token belongs to; nil for tokens that were made without one.
        var session: UUIDBytes?
    }

    /// What a login may outside of every organization.
    struct Standing: Sendable {
        /// Whether it runs the platform.
        let isOperator: Bool
    }

    /// A guest as a token presents it.
    struct Guest: Hashable, Sendable {
        let organization: UUIDBytes
        /// The session in which the guest sat down.
        let session: UUIDBytes
        let guest: UUIDBytes
    }

    /// Where a guest sits now.
    struct Seat: Sendable {
        /// The session that goes on: another one once the party has moved or was joined with others.
        let session: UUIDBytes
        let branch: UUIDBytes
    }

    private let pool: PostgresPool
    private let writePool: PostgresPool
    private let places: RememberedFacts<Bearer, Place>
    private let standings: RememberedFacts<Bearer, Standing>
    private let seats: RememberedFacts<Guest, Seat>
    private let organizations: RememberedFacts<UUIDBytes, Bool>
    private let keys: RememberedFacts<[UInt8], Key>

    /// - Parameters:
    ///   - pool: reads.
    ///   - writePool: notes when a key was used.
    ///   - lifetime: how long a fact is good; with the time that a look-up takes it is how long a right that
    ///     was taken away lives on where no notification arrives.
    init(pool: PostgresPool, writePool: PostgresPool, lifetime: Duration) {
        self.pool = pool
        self.writePool = writePool
        places = RememberedFacts(lifetime: lifetime)
        standings = RememberedFacts(lifetime: lifetime)
        seats = RememberedFacts(lifetime: lifetime)
        organizations = RememberedFacts(lifetime: lifetime)
        keys = RememberedFacts(lifetime: lifetime)
    }

    /// Somebody's rights changed.
    func forget() {
        places.forget()
        standings.forget()
        seats.forget()
        organizations.forget()
        keys.forget()
    }

    /// A session is over, be it a login's or one at a table, or its guests sit elsewhere.
    func forget(session: UUIDBytes) {
        seats.forget { (seat, _) in seat.session == session }
        places.forget { (bearer, _) in bearer.session == session }
        standings.forget { (bearer, _) in bearer.session == session }
    }

    /// A login was closed, or runs the platform now or no more.
    func forget(user: UUIDBytes) {
        places.forget { (bearer, _) in bearer.user == user }
        standings.forget { (bearer, _) in bearer.user == user }
    }

    /// The rights of somebody or some key in an organization changed.
    func forget(organization: UUIDBytes) {
        places.forget { (bearer, _) in bearer.organization == organization }
        organizations.forget { (known, _) in known == organization }
        keys.forget { (_, key) in key.organization == organization }
    }

    /// The active place of a login in its organization; nil where there is none, and once its session is
    /// over.
    func place(
        of bearer: Bearer, deadline: ContinuousClock.Instant
    ) async throws(PostgresError) -> Place? {
        guard let organization = bearer.organization else { return nil }
        return try await places.fact(for: bearer) { () throws(PostgresError) in
            let bound = Self.findPlace.bind(
                .uuid(organization), .uuid(bearer.user), Self.optional(bearer.session))
            let row = try await read(bound, tenant: organization, deadline)
            guard row.rowCount == 1, let member = row.uuid(0, 0), let role = row.string(0, 1),
                let version = row.int(0, 2)
            else { return nil }
            let branches = row.string(0, 3).map { list in
                list.split(separator: ",").compactMap { UUIDBytes(text: $0) }
            }
            return Place(member: member, role: role, version: version, branches: branches)
        }
    }

    /// What an open login may outside of every organization; nil once it is closed or its session is over.
    func standing(
        of bearer: Bearer, deadline: ContinuousClock.Instant
    ) async throws(PostgresError) -> Standing? {
        try await standings.fact(for: bearer) { () throws(PostgresError) in
            let bound = Self.findStanding.bind(.uuid(bearer.user), Self.optional(bearer.session))
            let row = try await read(bound, tenant: nil, deadline)
            return row.rowCount == 1 ? row.bool(0, 0).map { Standing(isOperator: $0) } : nil
        }
    }

    /// Where a guest sits; nil once the session is over.
    func seat(of guest: Guest, deadline: ContinuousClock.Instant) async throws(PostgresError) -> Seat? {
        try await seats.fact(for: guest) { () throws(PostgresError) in
            try await findSeat(of: guest, deadline: deadline)
        }
    }

    /// Whether an organization is there at all.
    func exists(
        _ organization: UUIDBytes, deadline: ContinuousClock.Instant
    ) async throws(PostgresError) -> Bool {
        try await organizations.fact(for: organization) { () throws(PostgresError) -> Bool? in
            let row = try await read(Self.findOrganization.bind(.uuid(organization)), tenant: nil, deadline)
            return row.rowCount == 1 ? true : nil
        } ?? false
    }

    /// The live key behind a secret; nil for any other text.
    func key(_ secret: String, deadline: ContinuousClock.Instant) async throws(PostgresError) -> Key? {
        let hash = APIKeySecret.hash(of: secret)
        return try await keys.fact(for: hash) { () throws(PostgresError) in
            let found = try await pool.withSession(tenant: nil, deadline: deadline) {
                (session: PostgresSession) async throws(PostgresError) -> (key: Key, isNoted: Bool)? in
                let found = try await session.run(Self.enterByKey.bind(.bytes(hash)))
                guard found.rowCount == 1, let organization = found.uuid(0, 0), let id = found.uuid(0, 1)
                else { return nil }
                let bound = Self.findKey.bind(.uuid(organization), .uuid(id))
                let row = try await session.run(bound, end: .sync)
                guard row.rowCount == 1, let scopes = row.string(0, 0), let isTrusted = row.bool(0, 2),
                    let isNoted = row.bool(0, 3)
                else { return nil }
                let key = Key(
                    id: id, organization: organization,
                    scopes: scopes.split(separator: " ").map(String.init), branch: row.uuid(0, 1),
                    trustedDocumentsOnly: isTrusted)
                return (key, isNoted)
            }
            if let found, !found.isNoted { await noteUse(of: found.key, deadline) }
            return found?.key
        }
    }

    /// Notes that a key is in use. Whoever calls is let in whether or not it can be noted now, and does not
    /// wait for others who write.
    private func noteUse(of key: Key, _ deadline: ContinuousClock.Instant) async {
        let soon = min(deadline, .now + .milliseconds(100))
        do throws(PostgresError) {
            try await writePool.withTransaction(tenant: key.organization, deadline: soon) {
                (session: PostgresSession) async throws(PostgresError) in
                _ = try await session.run(Self.note.bind(.uuid(key.organization), .uuid(key.id)))
            }
        } catch {
            // The next look-up tries again.
        }
    }

    /// Runs one statement of a look-up in a session of its own.
    func read(
        _ statement: BoundStatement, tenant: UUIDBytes?, _ deadline: ContinuousClock.Instant
    ) async throws(PostgresError) -> PostgresResult {
        try await pool.withSession(tenant: tenant, deadline: deadline) {
            (session: PostgresSession) async throws(PostgresError) -> PostgresResult in
            try await session.run(statement, end: .sync)
        }
    }

    private static func optional(_ id: UUIDBytes?) -> ParameterValue { id.map { .uuid($0) } ?? .null }

    /// Whether the session in a parameter goes on, if there is one; `refresh_tokens_live_idx` serves it.
    private static func isAlive(_ parameter: String) -> String {
        """
        (\(parameter)::uuid IS NULL OR EXISTS (SELECT FROM refresh_tokens AS r
          WHERE r.family_id = \(parameter) AND r.rotated_at IS NULL AND r.revoked_at IS NULL
            AND r.expires_at > now()))
        """
    }

    /// The unique keys of `members` and `member_branches` and `users_pkey` serve it. No branch listed is all
    /// of them for an ORG_ADMIN and none for everybody else.
    private static let findPlace = Statement(
        "PrincipalFacts.place",
        """
        SELECT m.id, m.role, m.permission_version,
          CASE WHEN m.role = 'ORG_ADMIN' AND reach.list IS NULL THEN NULL ELSE coalesce(reach.list, '') END
        FROM members AS m
        JOIN users AS u ON u.id = m.user_id AND u.is_active
        LEFT JOIN LATERAL (
          SELECT string_agg(mb.branch_id::text, ',') AS list FROM member_branches AS mb
          WHERE mb.organization_id = $1 AND mb.member_id = m.id) AS reach ON true
        WHERE m.organization_id = $1 AND m.user_id = $2 AND m.is_active AND \(isAlive("$3"))
        """, parameters: [.uuid, .uuid, .uuid])

    /// `users_pkey` serves it.
    private static let findStanding = Statement(
        "PrincipalFacts.standing",
        "SELECT is_super_admin FROM users WHERE id = $1 AND is_active AND \(isAlive("$2"))",
        parameters: [.uuid, .uuid])

    /// `organization_directory_pkey` serves it.
    private static let findOrganization = Statement(
        "PrincipalFacts.organization",
        "SELECT organization_id FROM organization_directory WHERE organization_id = $1", parameters: [.uuid])

    /// The look-up table's unique key serves it; the tenant holds until the transaction's end.
    private static let enterByKey = Statement(
        "PrincipalFacts.enterByKey",
        """
        SELECT organization_id, entity_id, set_config('app.organization', organization_id::text, true)
        FROM lookup_key('API_KEY', $1)
        """, parameters: [.bytea])

    /// `api_keys_pkey` serves it.
    private static let note = Statement(
        "PrincipalFacts.note",
        "UPDATE api_keys SET last_used_at = now() WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid])

    /// `api_keys_pkey` serves it. The last column says whether its use was noted within minutes.
    private static let findKey = Statement(
        "PrincipalFacts.key",
        """
        SELECT array_to_string(scopes, ' '), branch_id, trusted_documents_only,
          coalesce(last_used_at > now() - interval '5 minutes', false)
        FROM api_keys
        WHERE organization_id = $1 AND id = $2 AND revoked_at IS NULL
          AND (expires_at IS NULL OR expires_at > now())
        """, parameters: [.uuid, .uuid])
}
