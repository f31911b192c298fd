/// Limits of subscriptions.
public struct RelayLimits: Sendable {
    /// How often the logs are looked at, whether or not somebody has poked.
    public var pollInterval: Duration = .milliseconds(250)
    /// Least time from one poke of the other processes to the next.
    public var pokePause: Duration = .milliseconds(20)
    /// Least time from one look at the logs to the next.
    public var lookPause: Duration = .milliseconds(5)
    /// Most events that a subscription makes up for; whoever was away longer reads everything anew.
    public var replayCountMax = 1_000
    /// The oldest event that it makes up for, in seconds.
    public var replaySecondsMax: Int64 = 86_400
    /// Most events of one execution.
    public var batchCountMax = 64
    /// Most events of a branch that are kept in memory.
    public var recentCountMax = 1_024
    /// Most results that wait for one subscriber.
    public var queueCountMax = 256
    /// Most bytes that wait for one subscriber; a single result may be larger.
    public var queueByteCountMax = 256 << 10

    /// The defaults.
    public init() {}
}
