/// What `serve` must know about the server and its role before it takes a request.
///
/// The server refuses to start (exit 78) when `dangers` is not empty.
public struct ServerFacts: Sendable {
    /// As `server_version_num`, such as 150018.
    public var versionNumber: Int
    public var fsync: Bool
    public var fullPageWrites: Bool
    /// `on`, `off`, `local`, `remote_write` or `remote_apply`.
    public var synchronousCommit: String
    public var roleName: String
    public var isSuperuser: Bool
    public var canBypassRowSecurity: Bool
    /// Tables that the role owns, with their schema; an owner sees all rows unless security is forced.
    public var ownedTables: [String]

    /// Reads the facts over a connection of the application's role.
    public static func read(_ connection: PostgresConnection) async throws(PostgresError) -> ServerFacts {
        throw PostgresError(.unavailable)
    }

    /// One sentence for each fact that endangers data or tenants.
    public var dangers: [String] { [] }
}
