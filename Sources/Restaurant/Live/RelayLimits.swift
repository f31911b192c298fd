/// Limits of subscriptions.
public struct RelayLimits: Sendable {
    /// How often the logs are looked at, whether or not somebody has poked.
    public var pollInterval: Duration = .milliseconds(250)
    /// Least time from one poke of another process, or look after one, to the next.
    public var pokePause: Duration = .milliseconds(20)
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

/// What subscriptions have come to, for metrics and tests.
public struct RelayCounters: Sendable, Equatable {
    /// Subscribers now.
    public var subscribers = 0
    /// Groups of equal subscriptions now.
    public var groups = 0
    /// Branches that somebody listens to now.
    public var branches = 0
    /// Executions so far: one a group and batch of events.
    public var executions = 0
    /// Results so far, each counted once for all of its group.
    public var results = 0
    /// Results put into subscribers' queues so far.
    public var deliveries = 0
    /// Subscribers that were too slow so far.
    public var dropped = 0
    /// Subscribers that went on from a cursor so far.
    public var resumed = 0
    /// Subscribers that were told to read everything anew so far.
    public var resyncs = 0
    /// From an event's time to when it stood in its subscribers' queues, in microseconds: the latest.
    public var lagMicroseconds: Int64 = 0
}
