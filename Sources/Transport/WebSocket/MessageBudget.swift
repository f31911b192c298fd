import NIOCore

/// How many messages a peer may still send: so many at once, and again in time.
struct MessageBudget {
    private let interval: Int64
    private let burst: Int64
    /// Until when the messages so far have used up their time, in nanoseconds.
    private var paidUntil: Int64 = .min

    init(perMinute: Int, burst: Int) {
        interval = 60_000_000_000 / Int64(max(perMinute, 1))
        self.burst = Int64(max(burst, 1))
    }

    /// Counts a message; false if it is one too many.
    mutating func take(at now: NIODeadline) -> Bool {
        let now = Int64(clamping: now.uptimeNanoseconds)
        let start = max(paidUntil, now)
        guard start - now <= interval * (burst - 1) else { return false }
        paidUntil = start + interval
        return true
    }
}
