import Synchronization
import Testing

@testable import Server

/// A clock that moves when it is told to.
final class HandClock: Sendable {
    private let elapsed = Mutex(Duration.zero)
    private let start = ContinuousClock.now

    func advance(_ duration: Duration) { elapsed.withLock { $0 += duration } }

    var now: @Sendable () -> ContinuousClock.Instant {
        { [self] in start + elapsed.withLock { $0 } }
    }
}

/// Buckets in memory, by a clock that stands still.
@Suite struct MemoryBucketsTests {
    private let clock = HandClock()
    private let rule = BucketRule(capacity: 10, perSecond: 2)

    private func key(_ number: Int) -> BucketKey {
        BucketKey(kind: .callerRequests, high: 0, low: UInt64(number))
    }

    private func buckets(_ countMax: Int = 100, parts: Int = 4) -> MemoryBuckets {
        MemoryBuckets(countMax: countMax, parts: parts, now: clock.now)
    }

    @Test func `a bucket gives what it holds, and again what has come in`() {
        let buckets = buckets()
        for left in (0..<10).reversed() {
            #expect(
                buckets.take(1, from: key(1), rule)
                    == BucketLevel(isGranted: true, available: Double(left), wait: 0))
        }
        #expect(
            buckets.take(1, from: key(1), rule) == BucketLevel(isGranted: false, available: 0, wait: 0.5))
        #expect(buckets.take(3, from: key(1), rule).wait == 1.5)
        #expect(buckets.take(1, from: key(2), rule).isGranted, "another's bucket is another's")
        clock.advance(.milliseconds(499))
        #expect(!buckets.take(1, from: key(1), rule).isGranted)
        clock.advance(.milliseconds(1))
        #expect(buckets.take(1, from: key(1), rule).isGranted)
        clock.advance(.seconds(3_600))
        #expect(buckets.available(in: key(1), rule) == 10, "it never holds more")
    }

    @Test func `in any time no more is given than the bucket holds and what comes in`() {
        let buckets = buckets()
        var given = 0
        for _ in 0..<600 {
            for _ in 0..<5 where buckets.take(1, from: key(1), rule).isGranted { given += 1 }
            clock.advance(.milliseconds(100))
        }
        #expect((128...130).contains(given))
    }

    @Test func `what is given back is there again, and never more than the bucket holds`() {
        let buckets = buckets()
        _ = buckets.take(8, from: key(1), rule)
        buckets.giveBack(5, to: key(1), rule)
        #expect(buckets.available(in: key(1), rule) == 7)
        buckets.giveBack(1_000, to: key(1), rule)
        buckets.giveBack(-5, to: key(1), rule)
        buckets.giveBack(3, to: key(9), rule)
        #expect(buckets.available(in: key(1), rule) == 10)
        #expect(buckets.count == 1)
    }

    @Test func `an amount that no bucket can hold takes a full one`() {
        let buckets = buckets()
        #expect(buckets.take(1e18, from: key(1), rule).isGranted)
        #expect(buckets.take(1e18, from: key(1), rule).wait == 5)
    }

    @Test func `processes share a rule, and one that comes leaves the others less at once`() {
        let buckets = buckets()
        _ = buckets.take(6, from: key(1), rule)
        #expect(buckets.available(in: key(1), rule.shared(among: 2)) == 0)
        #expect(buckets.available(in: key(1), rule) == 4)
        #expect(rule.shared(among: 100).capacity == 1, "each process lets somebody in")
    }

    @Test func `memory is bounded, and full buckets go first`() {
        let buckets = buckets(64, parts: 1)
        _ = buckets.take(10, from: key(0), rule)
        // Sixty that are nearly full already.
        for number in 1...60 { _ = buckets.take(1, from: key(number), rule) }
        clock.advance(.milliseconds(500))
        for number in 1_000..<100_000 {
            clock.advance(.microseconds(1))
            _ = buckets.take(0.000_01, from: key(number), rule)
        }
        #expect(buckets.count == 64)
        #expect(!buckets.take(10, from: key(0), rule).isGranted, "the emptiest is remembered")
    }

    @Test func `where all are in debt the memory is bounded still`() {
        let buckets = buckets(64, parts: 4)
        for number in 0..<100_000 { _ = buckets.take(10, from: key(number), rule) }
        #expect(buckets.count <= 64)
    }
}

/// How many requests of a tenant are under way.
@Suite struct ConcurrencyTests {
    @Test func `a place is free again when its request is over, and tenants have their own`() {
        let running = Concurrency(limit: 2)
        let one = BucketKey(kind: .tenantRequests, high: 0, low: 1)
        let other = BucketKey(kind: .tenantRequests, high: 0, low: 2)
        #expect(running.enter(one) && running.enter(one))
        #expect(!running.enter(one))
        #expect(running.enter(other))
        running.leave(one)
        #expect(running.enter(one))
        for _ in 0..<5 { running.leave(one) }
        running.leave(other)
        #expect(running.total == 0)
    }
}
