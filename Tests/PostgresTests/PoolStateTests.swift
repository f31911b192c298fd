import Testing

@testable import Postgres

/// Decisions of the pool by a manual clock, in milliseconds.
struct PoolStateTests {
    private func pool(min: Int = 0, max: Int = 2, queue: Int = 2, patience: Int = 2) -> PoolState {
        PoolState(
            .init(connectionsMin: min, connectionsMax: max, queueMax: queue, wait: 1000, patience: patience),
            Backoff(delayMin: 100, delayMax: 1000, seed: 1))
    }

    /// A pool with one idle connection.
    private func withIdle(max: Int = 1) -> PoolState {
        var pool = pool(max: max)
        _ = pool.wait(1, until: 9999, 0)
        _ = pool.connected(1, 0)
        _ = pool.released(1, 0)
        return pool
    }

    @Test
    func `the first caller has a connection opened and gets it`() {
        var pool = pool()

        #expect(pool.wait(1, until: 9999, 0) == [.connect(1)])
        #expect(pool.connected(1, 5) == [.lend(1, to: 1)])
        #expect(pool.takeIdle() == nil)
        #expect(pool.released(1, 6) == [])
        #expect(pool.takeIdle() == 1)
    }

    @Test
    func `callers are served in order of arrival`() {
        var pool = withIdle()
        _ = pool.takeIdle()
        _ = pool.wait(2, until: 9999, 0)
        _ = pool.wait(3, until: 9999, 0)

        #expect(pool.released(1, 1) == [.lend(1, to: 2)])
        #expect(pool.released(1, 2) == [.lend(1, to: 3)])
    }

    @Test
    func `a full queue refuses and a wait that is over is refused`() {
        var pool = withIdle()
        _ = pool.takeIdle()
        _ = pool.wait(2, until: 9999, 0)
        _ = pool.wait(3, until: 50, 0)

        #expect(pool.wait(4, until: 9999, 0) == [.refuse(4, .overloaded)])
        #expect(pool.nextTime(0) == 50)
        #expect(pool.tick(50) == [.refuse(3, .deadlineExceeded)])
        #expect(pool.tick(999) == [])
        #expect(pool.tick(1000) == [.refuse(2, .overloaded)])
    }

    @Test
    func `while the server is away attempts keep their distance and callers are refused at once`() {
        var pool = pool(patience: 2)
        #expect(pool.wait(1, until: 9999, 0) == [.connect(1)])

        #expect(pool.connectFailed(1, 1) == [])
        #expect(pool.tick(50) == [])
        #expect(pool.tick(101) == [.connect(2)])
        #expect(pool.connectFailed(2, 102) == [.refuse(1, .unavailable)])
        #expect(pool.wait(2, until: 9999, 103) == [.refuse(2, .unavailable)])
    }

    @Test
    func `the least number is kept without callers, however long the server is away`() {
        var pool = pool(min: 1)
        #expect(pool.start(0) == [.connect(1)])
        var now: Nanoseconds = 0
        for attempt in 1..<20 {
            _ = pool.connectFailed(ConnectionID(attempt), now)
            guard let next = pool.nextTime(now) else { return #expect(Bool(false), "no attempt is planned") }
            #expect(next - now >= 100 && next - now <= 1000)
            now = next
            #expect(pool.tick(now) == [.connect(ConnectionID(attempt) + 1)])
        }
    }

    @Test
    func `no time is planned while an attempt is under way`() {
        var pool = pool(min: 2)
        _ = pool.start(0)
        _ = pool.connectFailed(1, 0)
        _ = pool.connectFailed(2, 0)
        #expect(pool.tick(200) == [.connect(3)])

        #expect(pool.nextTime(200) == nil)
    }

    @Test
    func `a lost connection is replaced`() {
        var pool = pool(min: 1)
        _ = pool.start(0)
        _ = pool.connected(1, 0)

        #expect(pool.lost(1, 10) == [.connect(2)])
        #expect(pool.openCount == 0)
    }

    @Test
    func `condemned connections are closed when they come back`() {
        var pool = withIdle(max: 2)
        _ = pool.takeIdle()

        #expect(pool.condemnAll(0) == [])
        #expect(pool.released(1, 1) == [.close(1)])
    }

    @Test
    func `closing refuses waiting callers and closes idle connections`() {
        var pool = withIdle(max: 1)
        #expect(pool.close() == [.close(1)])
        #expect(pool.wait(7, until: 9999, 0) == [.refuse(7, .unavailable)])
        #expect(pool.takeIdle() == nil)
    }

    @Test
    func `delays grow with jitter up to the longest and start over after a success`() {
        var backoff = Backoff(delayMin: 100, delayMax: 1000, seed: 7)
        var now: Nanoseconds = 0
        for _ in 0..<10 {
            backoff.failed(now)
            #expect(backoff.nextAttempt >= now + 100 && backoff.nextAttempt <= now + 1000)
            now = backoff.nextAttempt
        }
        #expect(backoff.failures == 10)
        backoff.succeeded(now)
        #expect(backoff.failures == 0)
        #expect(backoff.nextAttempt == now + 100)
    }
}
