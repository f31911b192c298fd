/// What `serve` must know about the server and its role before it takes a request.
///
/// The server refuses to start (exit 78) when one of the lists of dangers is not empty.
public struct ServerFacts: Sendable {
    /// As `server_version_num`, such as 150018.
    public var versionNumber: Int
    /// Whether commits reach the disk; off loses data when the machine fails.
    public var fsync: Bool
    /// Whether pages survive a write that was cut off.
    public var fullPageWrites: Bool
    /// `on`, `off`, `local`, `remote_write` or `remote_apply`.
    public var synchronousCommit: String
    /// The role that the server logged in as.
    public var roleName: String
    /// Whether nothing at all is refused to the role.
    public var isSuperuser: Bool
    /// Whether the policies that keep tenants apart pass over the role.
    public var canBypassRowSecurity: Bool
    /// Tables that the role owns, directly or as a member of the owner; an owner may switch row security off.
    public var ownedTables: [String]

    /// The oldest server whose pipeline mode and settings we rely on.
    private static let versionMin = 140_000

    private static let settings = Statement(
        "facts.settings",
        """
        SELECT current_setting('server_version_num')::int8, current_setting('fsync')::bool,
            current_setting('full_page_writes')::bool, current_setting('synchronous_commit'),
            current_user::text, rolsuper, rolbypassrls
        FROM pg_roles WHERE rolname = current_user
        """)
    private static let owned = Statement(
        "facts.owned",
        """
        SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            AND n.nspname NOT LIKE 'pg\\_%' AND pg_has_role(current_user, c.relowner, 'MEMBER')
        ORDER BY 1
        """)

    /// Reads the facts over a connection of the application's role.
    public static func read(_ connection: PostgresConnection) async throws(PostgresError) -> ServerFacts {
        let settings = try await connection.run(Self.settings.bind())
        let owned = try await connection.run(Self.owned.bind())
        guard settings.rowCount == 1 else { throw PostgresError(.invalidUse, message: "role without a row") }
        return ServerFacts(
            versionNumber: Int(settings.int(0, 0) ?? 0), fsync: settings.bool(0, 1) ?? false,
            fullPageWrites: settings.bool(0, 2) ?? false, synchronousCommit: settings.string(0, 3) ?? "",
            roleName: settings.string(0, 4) ?? "", isSuperuser: settings.bool(0, 5) ?? true,
            canBypassRowSecurity: settings.bool(0, 6) ?? true,
            ownedTables: (0..<owned.rowCount).compactMap { owned.string($0, 0) })
    }

    /// Settings under which acknowledged writes can be lost, a sentence each.
    public var dataDangers: [String] {
        var dangers: [String] = []
        if versionNumber < Self.versionMin { dangers.append("PostgreSQL \(versionNumber) is older than 14") }
        if !fsync { dangers.append("fsync is off: a crash of the machine loses data") }
        if !fullPageWrites { dangers.append("full_page_writes is off: a crash of the machine loses data") }
        if synchronousCommit == "off" {
            dangers.append("synchronous_commit is off: a crash loses acknowledged writes")
        }
        return dangers
    }

    /// Rights with which row level security does not hold, a sentence each.
    public var tenantDangers: [String] {
        var dangers: [String] = []
        if isSuperuser {
            dangers.append("role \(roleName) is a superuser: row level security does not bind it")
        }
        if canBypassRowSecurity { dangers.append("role \(roleName) can bypass row level security") }
        if let table = ownedTables.first {
            dangers.append("role \(roleName) owns \(ownedTables.count) tables, \(table) among them")
        }
        return dangers
    }
}
