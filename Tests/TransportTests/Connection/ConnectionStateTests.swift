import NIOCore
import Testing

@testable import Transport

@Suite struct ConnectionStateTests {
    let limits = HTTPLimits()
    let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    let head = HeadFacts(targetBytes: 8, contentLength: 2)

    func state() -> ConnectionState { ConnectionState(limits: limits, now: start) }

    @Test func `a request goes from idle to idle`() {
        var state = state()
        state.bytesArrived(at: start)
        #expect(state.phase == .head)
        #expect(state.headArrived(head, at: start) == .none)
        #expect(state.bodyArrived(2) == .none)
        #expect(state.requestEnded() == .dispatch)
        #expect(state.phase == .answering)
        #expect(state.answered(flushed: true, at: start) == .none)
        #expect(state.phase == .idle)
        #expect(state.deadline == start + limits.idle)
    }

    @Test func `the header deadline is absolute`() {
        var state = state()
        state.bytesArrived(at: start)
        state.bytesArrived(at: start + .seconds(9))
        #expect(state.deadline == start + .seconds(10))
        #expect(state.timerFired(at: start + .seconds(9)) == .none)
        #expect(state.timerFired(at: start + .seconds(10)) == .refuse(.requestTimeout))
    }

    @Test func `the body deadline is absolute`() {
        var state = state()
        state.bytesArrived(at: start)
        _ = state.headArrived(head, at: start + .seconds(5))
        _ = state.bodyArrived(1)
        #expect(state.timerFired(at: start + .seconds(25)) == .refuse(.requestTimeout))
    }

    @Test func `an idle connection closes without a word`() {
        var state = state()
        #expect(state.timerFired(at: start + .seconds(60)) == .close)
        #expect(state.phase == .closed)
    }

    @Test func `an announced body past the limit is refused before it is read`() {
        var state = state()
        state.bytesArrived(at: start)
        let action = state.headArrived(
            HeadFacts(targetBytes: 8, contentLength: limits.bodyBytes + 1), at: start)
        #expect(action == .refuse(.payloadTooLarge))
        #expect(state.answered(flushed: true, at: start) == .shutOutput)
        #expect(state.phase == .lingering)
        #expect(state.timerFired(at: start + limits.linger) == .close)
    }

    @Test func `a chunked body past the limit is refused where it passes it`() {
        var state = state()
        state.bytesArrived(at: start)
        _ = state.headArrived(HeadFacts(targetBytes: 8), at: start)
        #expect(state.bodyArrived(limits.bodyBytes) == .none)
        #expect(state.bodyArrived(1) == .refuse(.payloadTooLarge))
        #expect(state.bodyArrived(1) == .none)
        #expect(state.requestEnded() == .none)
    }

    @Test func `a target past the limit is refused`() {
        var state = state()
        state.bytesArrived(at: start)
        let long = HeadFacts(targetBytes: limits.targetBytes + 1)
        #expect(state.headArrived(long, at: start) == .refuse(.uriTooLong))
    }

    @Test func `a caller that waits for an invitation gets one`() {
        var state = state()
        state.bytesArrived(at: start)
        let waiting = HeadFacts(targetBytes: 8, contentLength: 5, expectsContinue: true)
        #expect(state.headArrived(waiting, at: start) == .invite)
    }

    @Test func `garbage behind a request in work ends the connection after the answer`() {
        var state = state()
        state.bytesArrived(at: start)
        _ = state.headArrived(head, at: start)
        _ = state.requestEnded()
        #expect(state.parsingFailed(.badHTTP) == .none)
        #expect(state.answered(flushed: true, at: start) == .shutOutput)
    }

    @Test func `a peer that takes nothing is dropped after the stall`() {
        var state = state()
        state.bytesArrived(at: start)
        _ = state.headArrived(head, at: start)
        _ = state.requestEnded()
        #expect(state.answered(flushed: false, at: start) == .none)
        #expect(state.phase == .draining)
        #expect(state.timerFired(at: start + limits.writeStall) == .close)
    }

    @Test func `a peer that goes on taking gets its time again`() {
        var state = state()
        state.bytesArrived(at: start)
        _ = state.headArrived(head, at: start)
        _ = state.requestEnded()
        _ = state.answered(flushed: false, at: start, acknowledged: 100)
        let ring = start + limits.writeStall
        #expect(state.timerFired(at: ring, acknowledged: 101) == .none)
        #expect(state.deadline == ring + limits.writeStall)
        #expect(state.timerFired(at: ring + limits.writeStall, acknowledged: 101) == .close)
    }

    @Test func `parts that wait start one clock, which ends with the last of them`() {
        var state = state()
        state.bytesArrived(at: start)
        _ = state.headArrived(head, at: start)
        _ = state.requestEnded()
        state.partWritten(at: start, acknowledged: 0)
        state.partWritten(at: start + .seconds(1), acknowledged: 5)
        #expect(state.deadline == start + limits.writeStall)
        state.partTaken()
        #expect(state.deadline == start + limits.writeStall)
        state.partTaken()
        #expect(state.deadline == .distantFuture)
    }

    @Test func `a head that began behind a request has the time of a head`() {
        var state = state()
        state.bytesArrived(at: start)
        _ = state.headArrived(head, at: start)
        _ = state.requestEnded()
        state.bytesArrived(at: start)
        _ = state.answered(flushed: true, at: start)
        #expect(state.phase == .idle)
        #expect(state.timerFired(at: start + limits.headerDeadline) == .close)
    }

    @Test func `a peer that takes the answer late may go on`() {
        var state = state()
        state.bytesArrived(at: start)
        _ = state.headArrived(head, at: start)
        _ = state.requestEnded()
        _ = state.answered(flushed: false, at: start)
        #expect(state.becameWritable(at: start + .seconds(1)) == .none)
        #expect(state.phase == .idle)
    }

    @Test func `the end of input closes, or abandons what is in work`() {
        var waiting = state()
        #expect(waiting.inputClosed() == .close)

        var working = state()
        working.bytesArrived(at: start)
        _ = working.headArrived(head, at: start)
        _ = working.requestEnded()
        #expect(working.inputClosed() == .abandon)
        #expect(working.answered(flushed: true, at: start) == .shutOutput)
    }

    @Test func `going down closes the idle and finishes the busy`() {
        var idle = state()
        #expect(idle.quiesce() == .close)

        var busy = state()
        busy.bytesArrived(at: start)
        _ = busy.headArrived(head, at: start)
        _ = busy.requestEnded()
        #expect(busy.quiesce() == .none)
        #expect(busy.answered(flushed: true, at: start) == .shutOutput)
    }
}
