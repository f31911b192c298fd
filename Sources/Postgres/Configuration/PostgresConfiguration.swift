/// Where the server is, and every limit we keep towards it.
///
/// The defaults are those of the project's table of limits; each is a named property so that a setting file
/// can change it and a reader can find why it exists.
public struct PostgresConfiguration: Sendable, CustomStringConvertible, CustomReflectable {
    /// How many connections a pool keeps.
    public struct PoolSize: Sendable, Hashable {
        /// Kept open always, also when idle.
        public var min: Int
        /// Never more: one connection is one process of the server.
        public var max: Int

        /// Sizes of one pool.
        public init(min: Int, max: Int) {
            self.min = min
            self.max = max
        }
    }

    /// A connection string, `postgresql://…` or `key=value …`, as libpq takes it.
    public var connectionString: String
    /// Shown in `pg_stat_activity`.
    public var applicationName = "comanda"
    /// Connections for queries: read only, one snapshot a transaction.
    public var readPool = PoolSize(min: 1, max: 8)
    /// Connections for mutations.
    public var writePool = PoolSize(min: 1, max: 4)

    /// Establishing one connection, name look-up included. libpq rounds up to whole seconds, two at least.
    public var connectTimeout: Duration = .seconds(3)
    /// Longest wait for a connection of the pool; then `.overloaded`.
    public var poolWait: Duration = .seconds(1)
    /// Longest queue for connections; beyond it callers are refused at once.
    public var poolQueue = 100
    /// One statement, measured by the server.
    public var statementTimeout: Duration = .seconds(5)
    /// Waiting for one lock, measured by the server.
    public var lockTimeout: Duration = .seconds(2)
    /// A transaction that does nothing is ended by the server.
    public var idleInTransactionTimeout: Duration = .seconds(10)
    /// A session whose caller names no deadline: no transaction may hold its snapshot longer.
    public var sessionLimit: Duration = .seconds(10)
    /// Bytes that the peer does not acknowledge end the connection.
    public var tcpUserTimeout: Duration = .seconds(5)
    /// A canceled connection that is not clean again by then is closed.
    public var drainTimeout: Duration = .seconds(2)
    /// How long COMMIT may take beyond the deadline before its outcome counts as unknown.
    public var commitTimeout: Duration = .seconds(5)
    /// Prepared statements kept on a connection; each costs the server some 10 to 100 kB.
    public var statementsPerConnection = 256
    /// Least time between two attempts to connect while the server refuses.
    public var reconnectDelayMin: Duration = .milliseconds(100)
    /// Longest time between attempts. With the connect timeout it bounds recovery once the server is back.
    public var reconnectDelayMax: Duration = .seconds(1)
    /// Failed attempts in a row after which callers are refused at once instead of waiting.
    public var reconnectPatience = 3

    /// Nothing of the connection string, which may hold a password.
    public var description: String { "(configuration of \(applicationName))" }
    /// Nothing of the connection string.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// A configuration with the default limits.
    public init(_ connectionString: String) {
        self.connectionString = connectionString
    }
}
