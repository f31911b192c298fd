public import Postgres

/// A login's place in one organization, as the database has it now.
public struct Membership: Sendable, Equatable {
    /// The organization.
    public let organization: UUIDBytes
    /// Its name.
    public let organizationName: String
    /// The member.
    public let member: UUIDBytes
    /// One role of `Config/permissions.yaml`.
    public let role: String
    /// Which state of the membership this is.
    public let version: Int
    /// The branches within reach; nil for all.
    public let branches: [UUIDBytes]?
}

/// Reads memberships, each inside its own tenant.
enum Memberships {
    /// How many organizations of a login are listed.
    static let countMax = 100

    /// `login_organizations_pkey` serves it.
    private static let organizations = Statement(
        "Memberships.organizations",
        """
        SELECT organization_id FROM login_organizations WHERE user_id = $1 AND is_active
        ORDER BY organization_id LIMIT \(countMax)
        """, parameters: [.uuid])

    private static let enter = Statement(
        "Memberships.enter", "SELECT set_config('app.organization', $1::uuid::text, true)",
        parameters: [.uuid])

    /// The unique key over organization and user serves it, and that of `member_branches`.
    private static let find = Statement(
        "Memberships.find",
        """
        SELECT t.organization_id, o.name, t.id, t.role, t.permission_version,
          CASE WHEN t.role = 'ORG_ADMIN' AND b.list IS NULL THEN NULL ELSE coalesce(b.list, '') END
        FROM members AS t
        JOIN organizations AS o ON o.organization_id = t.organization_id
        LEFT JOIN LATERAL (
          SELECT string_agg(branch_id::text, ',') AS list FROM member_branches
          WHERE organization_id = $1 AND member_id = t.id) AS b ON true
        WHERE t.organization_id = $1 AND t.user_id = $2 AND t.is_active
        """, parameters: [.uuid, .uuid])

    /// The live membership of a login in an organization; nil if there is none. Leaves the transaction inside
    /// that tenant.
    static func find(
        _ user: UUIDBytes, in organization: UUIDBytes, _ session: PostgresSession
    ) async throws(AccountFailure) -> Membership? {
        let results = try await session.execute([
            enter.bind(.uuid(organization)), find.bind(.uuid(organization), .uuid(user)),
        ])
        return results.last.flatMap(membership)
    }

    /// All live memberships of a login, by the names of the organizations, in two rounds however many.
    static func all(
        of user: UUIDBytes, _ session: PostgresSession
    ) async throws(AccountFailure) -> [Membership] {
        let organizations = try await identifiers(of: user, session)
        let statements = organizations.flatMap { organization in
            [enter.bind(.uuid(organization)), find.bind(.uuid(organization), .uuid(user))]
        }
        guard !statements.isEmpty else { return [] }
        let found = try await session.execute(statements).filter { $0.columnCount > 1 }
        return found.compactMap(membership).sorted { $0.organizationName < $1.organizationName }
    }

    /// Makes every access token of a login worthless, in all its organizations: a later state of the
    /// membership refuses them.
    ///
    /// - Returns: these organizations, in order.
    static func outdateTokens(
        of user: UUIDBytes, _ session: PostgresSession
    ) async throws(AccountFailure) -> [UUIDBytes] {
        let organizations = try await identifiers(of: user, session)
        let statements = organizations.flatMap { organization in
            [enter.bind(.uuid(organization)), outdate.bind(.uuid(organization), .uuid(user))]
        }
        if !statements.isEmpty { _ = try await session.execute(statements) }
        return organizations
    }

    private static let outdate = Statement(
        "Memberships.outdate",
        """
        UPDATE members SET permission_version = permission_version + 1, updated_at = now()
        WHERE organization_id = $1 AND user_id = $2
        """, parameters: [.uuid, .uuid])

    private static func identifiers(
        of user: UUIDBytes, _ session: PostgresSession
    ) async throws(AccountFailure) -> [UUIDBytes] {
        guard let rows = try await session.execute([organizations.bind(.uuid(user))]).first else { return [] }
        return (0..<rows.rowCount).compactMap { rows.uuid($0, 0) }
    }

    private static func membership(_ rows: PostgresResult) -> Membership? {
        guard rows.rowCount > 0, let organization = rows.uuid(0, 0), let name = rows.string(0, 1),
            let member = rows.uuid(0, 2), let role = rows.string(0, 3), let version = rows.int(0, 4)
        else { return nil }
        let branches = rows.string(0, 5).map { $0.split(separator: ",").compactMap { UUIDBytes(text: $0) } }
        return Membership(
            organization: organization, organizationName: name, member: member, role: role,
            version: Int(version), branches: branches)
    }
}

extension PostgresSession {
    /// Runs one round of an account's operation.
    func execute(_ statements: [BoundStatement]) async throws(AccountFailure) -> [PostgresResult] {
        do {
            return try await run(statements)
        } catch {
            throw .failed(error)
        }
    }

    /// Runs one statement.
    func execute(_ statement: BoundStatement) async throws(AccountFailure) -> PostgresResult {
        do {
            return try await run(statement)
        } catch {
            throw .failed(error)
        }
    }
}
