/// How much a bucket holds, and how fast it fills.
struct BucketRule: Sendable, Equatable {
    /// What is in it when it is full.
    let capacity: Double
    /// What comes in each second.
    let perSecond: Double

    /// A bucket; each holds something, or nobody would ever be let in.
    init(capacity: Double, perSecond: Double) {
        self.capacity = max(capacity, 1)
        self.perSecond = max(perSecond, 0.001)
    }

    /// So many at once, and as many again in each time.
    init(count: Int, seconds: Int) {
        self.init(capacity: Double(count), perSecond: Double(count) / Double(max(seconds, 1)))
    }

    /// The share of one of several processes that know nothing of each other.
    func shared(among processes: Int) -> BucketRule {
        let share = Double(max(processes, 1))
        return BucketRule(capacity: capacity / share, perSecond: perSecond / share)
    }
}

/// Whose bucket, and of what.
struct BucketKey: Sendable, Hashable {
    /// What is counted.
    enum Kind: UInt8, Sendable {
        /// Requests of a person, a key, or another holder of a token.
        case callerRequests
        /// Requests without a credential.
        case addressRequests
        /// Requests with a credential that has proven nothing yet.
        case addressUnproven
        case tenantRequests
        case callerCost, addressCost, tenantCost
    }

    var kind: Kind
    /// Who: a UUID, or the block of an address.
    let high: UInt64
    let low: UInt64
    /// Keeps namespaces of `high` and `low` apart.
    var realm: UInt8 = 0
}

/// What became of an attempt to take something from a bucket.
struct BucketLevel: Sendable, Equatable {
    /// Whether it was taken.
    let isGranted: Bool
    /// What is in the bucket now.
    let available: Double
    /// In how many seconds there is enough; 0 if it was granted.
    let wait: Double
}

/// Keeps buckets.
///
/// Asked on event loops, so it never waits: a store that several processes share would answer from what it
/// knows and settle in the background.
protocol BucketStore: Sendable {
    /// Takes an amount if the bucket holds it; one that no bucket of the rule can hold takes a full one.
    func take(_ amount: Double, from key: BucketKey, _ rule: BucketRule) -> BucketLevel

    /// Puts something back.
    func giveBack(_ amount: Double, to key: BucketKey, _ rule: BucketRule)

    /// What is in a bucket.
    func available(in key: BucketKey, _ rule: BucketRule) -> Double
}
