import GraphQLExecution
import Testing
import Transport

@testable import Server

/// Limits of arrival and cost, by a clock that moves when it is told to.
@Suite struct ThrottlesTests {
    private let clock = HandClock()
    private let instances = LiveInstances()

    private func throttles(_ change: (inout Settings.Limits) -> Void) -> Throttles {
        var limits = Settings.Limits()
        change(&limits)
        return Throttles(
            limits, costMax: 1_000, store: MemoryBuckets(countMax: 1_000, now: clock.now),
            instances: instances)
    }

    private func client(_ text: String) throws -> ClientAddress { try #require(ClientAddress(text)) }

    /// How many of a hundred requests are let in.
    private func admitted(_ throttles: Throttles, _ address: String, withCredential: Bool = false) throws
        -> Int
    {
        let client = try client(address)
        var count = 0
        for _ in 0..<100 {
            let verdict = throttles.arrive(from: client, withCredential: withCredential)
            if case .admitted = verdict { count += 1 }
        }
        return count
    }

    @Test func `an address has so many requests at once and as many again in a minute`() throws {
        let throttles = throttles { $0.addressRequests = 30 }
        #expect(try admitted(throttles, "192.0.2.1") == 30)
        #expect(try admitted(throttles, "192.0.2.2") == 30)
        clock.advance(.seconds(10))
        #expect(try admitted(throttles, "192.0.2.1") == 5)
        clock.advance(.seconds(600))
        #expect(try admitted(throttles, "192.0.2.1") == 30)
    }

    @Test func `who holds half of an IPv6 address is one client`() throws {
        let throttles = throttles { $0.addressRequests = 30 }
        #expect(try admitted(throttles, "2001:db8::1") == 30)
        #expect(try admitted(throttles, "2001:db8::ffff:1") == 0)
        #expect(try admitted(throttles, "2001:db8:0:1::1") == 30)
    }

    @Test func `a refusal tells what is left, and when to come back`() throws {
        let throttles = throttles { $0.addressRequests = 30 }
        let client = try client("192.0.2.1")
        guard case .admitted(let first?) = throttles.arrive(from: client, withCredential: false) else {
            Issue.record("the first request was refused")
            return
        }
        #expect(first == RateReport(policy: .address, quota: 30, window: 60, remaining: 29, reset: 2))
        _ = try admitted(throttles, "192.0.2.1")
        guard
            case .refused(let report, let retryAfter) = throttles.arrive(from: client, withCredential: false)
        else {
            Issue.record("nothing was refused")
            return
        }
        #expect(report == RateReport(policy: .address, quota: 30, window: 60, remaining: 0, reset: 60))
        #expect(retryAfter == 2)
        clock.advance(.seconds(2))
        #expect(try admitted(throttles, "192.0.2.1") == 1)
    }

    @Test func `tokens that prove nothing are counted apart, and those that do are not`() throws {
        let throttles = throttles {
            $0.addressRequests = 30
            $0.unprovenRequests = 20
        }
        let client = try client("192.0.2.1")
        for _ in 0..<1_000 {
            guard case .admitted = throttles.arrive(from: client, withCredential: true) else {
                Issue.record("a credential that proves itself costs nothing")
                return
            }
            throttles.forgive(client)
        }
        #expect(try admitted(throttles, "192.0.2.1", withCredential: true) == 20)
        #expect(try admitted(throttles, "192.0.2.1") == 30, "guests beside are not shut out")
    }

    @Test func `instances share what there is`() throws {
        let throttles = throttles { $0.addressRequests = 30 }
        instances.note(3)
        #expect(try admitted(throttles, "192.0.2.1") == 10)
        instances.note(0)
        #expect(try admitted(throttles, "192.0.2.1") == 20)
    }

    @Test func `to report refuses nobody`() throws {
        let throttles = throttles {
            $0.addressRequests = 1
            $0.mode = "report"
        }
        #expect(try admitted(throttles, "192.0.2.1") == 100)
    }

    // MARK: Costs

    private func part(_ number: UInt64, capacity: Double, perSecond: Double) -> CallerBudget.Part {
        CallerBudget.Part(
            key: BucketKey(kind: .callerCost, high: 0, low: number),
            rule: BucketRule(capacity: capacity, perSecond: perSecond))
    }

    @Test func `an operation pays what it may cost, and what it did not cost comes back`() throws {
        let store = MemoryBuckets(countMax: 1_000, now: clock.now)
        let budget = CallerBudget(
            own: part(1, capacity: 2_000, perSecond: 100), tenant: part(2, capacity: 9_000, perSecond: 900),
            store: store, enforces: true)
        try budget.take(1_500)
        #expect(throws: CostRefusal.self) { try budget.take(1_500) }
        budget.settle(requested: 1_500, actual: 100)
        #expect(
            budget.status
                == CostStatus(maximumAvailable: 2_000, currentlyAvailable: 1_900, restoreRate: 100))
        try budget.take(1_900)
        do throws(CostRefusal) {
            try budget.take(1_000)
            Issue.record("a budget was overdrawn")
        } catch {
            #expect(error.retryAfter == 10)
        }
        clock.advance(.seconds(10))
        try budget.take(1_000)
    }

    @Test func `where the tenant has spent too much its callers keep what they have`() throws {
        let store = MemoryBuckets(countMax: 1_000, now: clock.now)
        let tenant = part(9, capacity: 500, perSecond: 1)
        let one = CallerBudget(
            own: part(1, capacity: 400, perSecond: 1), tenant: tenant, store: store, enforces: true)
        let other = CallerBudget(
            own: part(2, capacity: 400, perSecond: 1), tenant: tenant, store: store, enforces: true)
        try one.take(400)
        #expect(throws: CostRefusal.self) { try other.take(200) }
        #expect(other.status.currentlyAvailable == 400)
        try other.take(100)
    }

    @Test func `an operation dearer than the bucket of one of many instances takes all of it`() throws {
        let budget = CallerBudget(
            own: part(1, capacity: 500, perSecond: 25), tenant: nil,
            store: MemoryBuckets(countMax: 1_000, now: clock.now), enforces: true)
        try budget.take(1_000)
        budget.settle(requested: 1_000, actual: 400)
        #expect(budget.status.currentlyAvailable == 100)
        budget.settle(requested: .max, actual: 0)
        #expect(budget.status.currentlyAvailable == 500)
    }
}
