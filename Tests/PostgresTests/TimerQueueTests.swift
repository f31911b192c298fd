import Testing

@testable import Postgres

struct TimerQueueTests {
    @Test
    func `actions come in order of time and not before it`() {
        var queue = TimerQueue<Int>()
        for time in [50, 10, 40, 30, 20] as [UInt64] { _ = queue.schedule(at: time, Int(time)) }

        #expect(queue.popDue(9) == nil)
        #expect(queue.nextTime == 10)
        #expect(
            [queue.popDue(35), queue.popDue(35), queue.popDue(35), queue.popDue(35)] == [10, 20, 30, nil])
        #expect(queue.count == 2)
    }

    @Test
    func `a canceled action never comes`() {
        var queue = TimerQueue<Int>()
        let first = queue.schedule(at: 1, 1)
        _ = queue.schedule(at: 2, 2)
        queue.cancel(first)

        #expect(queue.popDue(9) == 2)
        #expect(queue.popDue(9) == nil)
    }
}
