/// What subscriptions have come to, of all organizations or of one, for metrics and tests.
public struct RelayCounters: Sendable, Equatable {
    /// Subscribers now.
    public var subscribers = 0
    /// Those of them that make up for what they missed.
    public var catchingUp = 0
    /// Groups of equal subscriptions now.
    public var groups = 0
    /// Branches that somebody listens to now.
    public var branches = 0
    /// How many events the subscriber who is furthest behind has not taken, of those who follow what happens
    /// now.
    public var behind: Int64 = 0
    /// The age of the oldest event that one of them has not taken, in microseconds.
    public var oldestMicroseconds: Int64 = 0
    /// Subscriptions that have begun so far.
    public var started = 0
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

    /// Zeros.
    public init() {}

    /// Adds what a group is doing now.
    mutating func add(_ group: GroupBacklog) {
        subscribers += group.subscribers
        catchingUp += group.catchingUp
        groups += 1
        behind = max(behind, group.behind)
        oldestMicroseconds = max(oldestMicroseconds, group.oldestMicroseconds)
    }
}

/// How far the members of a group are.
struct GroupBacklog {
    var subscribers = 0
    var catchingUp = 0
    var behind: Int64 = 0
    var oldestMicroseconds: Int64 = 0
}

/// How a relay hears that something has happened, for metrics.
public struct PokeCounters: Sendable, Equatable {
    /// Pokes that were heard so far.
    public var heard = 0
    /// How often the logs were looked at.
    public var looks = 0
    /// How often so far a log had grown, nobody had poked since the last look, and that look had found no
    /// growth after which another follows: a poke was lost, or is late.
    public var missed = 0
    /// How long ago the logs could be looked at; nil while nobody listens to one.
    public var silence: Duration?
}
