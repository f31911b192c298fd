/// How patiently a runner waits: for other runners, and for the locks of running requests.
public struct MigrationPatience: Sendable, Hashable {
    /// How long to wait for another process that migrates; zero gives up at once.
    public var otherRunner: Duration
    /// How long one statement may wait for a lock. Everything that comes later queues behind a waiting ALTER,
    /// so this is the longest pause that a migration can cause (measured: without it 3 s, with 100 ms none).
    public var tableLock: Duration
    /// How often a file is tried again after it did not get its lock.
    public var attempts: Int

    /// The patience of `comanda migrate`.
    public init(
        otherRunner: Duration = .seconds(60), tableLock: Duration = .milliseconds(100), attempts: Int = 50
    ) {
        self.otherRunner = otherRunner
        self.tableLock = tableLock
        self.attempts = attempts
    }

    var tableLockMilliseconds: Int64 {
        tableLock.components.seconds * 1_000 + tableLock.components.attoseconds / 1_000_000_000_000_000
    }
}
