import Testing

@testable import Postgres

/// What a connection does next, without a socket.
struct ConnectionStateTests {
    private func lent() -> ConnectionState {
        var state = ConnectionState()
        state.lend()
        return state
    }

    /// Feeds one answer with its end mark.
    private func answer(_ state: inout ConnectionState, _ arrival: ConnectionState.Arrival) -> ConnectionState
        .Step?
    {
        let step = state.received(arrival)
        _ = state.received(.end)
        return step
    }

    @Test
    func `a round is complete when every step has its answer and its end mark`() {
        var state = lent()
        state.startRound()
        state.sent(.execute(0))
        state.sent(.execute(1))

        #expect(answer(&state, .success) == .execute(0))
        #expect(state.settle() == nil)
        #expect(state.received(.success) == .execute(1))
        #expect(state.settle() == nil)
        #expect(state.received(.end) == nil)
        #expect(state.settle() == .completeRound)
        #expect(state.isReady)
        #expect(state.isOpen)
    }

    @Test
    func `a session given back with an open transaction is synced before it is released`() {
        var state = lent()
        state.startRound()
        state.sent(.execute(0))
        _ = answer(&state, .success)
        _ = state.settle()

        #expect(state.giveBack() == .failRound(needsSync: true))
        state.sent(.sync)
        #expect(state.settle() == nil)
        #expect(state.received(.sync) == .sync)
        #expect(state.settle() == .release)
        #expect(state.phase == .idle)
    }

    @Test
    func `a failure asks for a sync, then for the check, and is released only when given back`() {
        var state = lent()
        state.startRound()
        state.sent(.execute(0))
        state.sent(.execute(1))

        #expect(answer(&state, .failure) == .execute(0))
        #expect(state.settle() == .failRound(needsSync: true))
        state.sent(.sync)
        #expect(answer(&state, .skipped) == .execute(1))
        #expect(state.settle() == nil)
        _ = state.received(.sync)
        #expect(state.settle() == .sendCheck(rollback: false))
        state.sent(.check)
        state.sent(.sync)
        _ = answer(&state, .success)
        _ = state.received(.sync)
        #expect(state.settle() == .standBy)
        #expect(!state.isReady)
        #expect(state.giveBack() == .release)
    }

    @Test
    func `a failed explicit transaction is rolled back`() {
        var state = lent()
        state.startRound()
        state.began()
        state.sent(.execute(0))
        state.sent(.sync)

        _ = answer(&state, .failure)
        #expect(state.settle() == .failRound(needsSync: false))
        _ = state.received(.sync)
        #expect(state.settle() == .sendCheck(rollback: true))
    }

    @Test
    func `an abandoned connection waits for the cancel request before anything else is sent`() {
        var state = lent()
        state.startRound()
        state.sent(.execute(0))

        let needs = state.abandon()
        #expect(needs?.needsSync == true)
        #expect(needs?.needsCancel == true)
        state.sent(.sync)
        _ = answer(&state, .failure)
        _ = state.received(.sync)
        #expect(state.settle() == nil)
        #expect(state.cancelReturned() == .sendCheck(rollback: false))
    }

    @Test
    func `a check that fails closes the connection`() {
        var state = lent()
        #expect(state.abandon()?.needsCancel == false)
        #expect(state.settle() == .sendCheck(rollback: false))
        state.sent(.check)
        state.sent(.sync)
        _ = answer(&state, .success)
        state.checkFailed()
        _ = state.received(.sync)
        #expect(state.settle() == .close)
    }
}
