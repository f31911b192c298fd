internal import FoundationEssentials

/// Where a Redis server is, and who asks it.
public struct RedisAddress: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    let host: String
    let port: Int
    let user: String?
    let password: String?
    let database: Int

    /// Reads `redis://[user:password@]host[:port][/database]`.
    ///
    /// Nil for anything else; `rediss://` too, since the client library of the system speaks no TLS.
    public init?(_ text: String) {
        guard let url = URLComponents(string: text), url.scheme == "redis", url.query == nil,
            url.fragment == nil, let host = url.host, !host.isEmpty
        else { return nil }
        let port = url.port ?? 6_379
        let path = url.path.drop { $0 == "/" }
        guard (1...65_535).contains(port), let database = path.isEmpty ? 0 : Int(path), database >= 0 else {
            return nil
        }
        self.host = host
        self.port = port
        self.database = database
        user = url.user.flatMap { $0.isEmpty ? nil : $0 }
        password = url.password
    }

    /// Where, and nothing secret.
    public var description: String { "redis://\(host):\(port)/\(database)" }
    /// Nothing of the password.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
