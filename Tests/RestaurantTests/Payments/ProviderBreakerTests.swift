import Synchronization
import Testing

@testable import Restaurant

/// When a payment provider is left alone, and when it is asked again.
@Suite struct ProviderBreakerTests {
    /// A clock that goes on when it is told to.
    private final class Clock: Sendable {
        private let state = Mutex(ContinuousClock.now)
        var now: ContinuousClock.Instant { state.withLock { $0 } }
        func pass(_ time: Duration) { state.withLock { $0 += time } }
    }

    private let clock = Clock()
    private let breaker: ProviderBreaker

    init() {
        let clock = clock
        breaker = ProviderBreaker(
            ProviderWork.Limits(patience: .seconds(1), failureMax: 3, rest: .seconds(10)),
            now: { clock.now })
    }

    /// Asks once, if one may.
    ///
    /// - Returns: whether a rest begins by it; nil where nobody was asked.
    private func ask(_ isAnswered: Bool?) -> Bool? {
        breaker.enter().map { breaker.leave($0, isAnswered: isAnswered) }
    }

    @Test func `it rests after failures in a row, and no others`() {
        let early = [ask(false), ask(false), ask(true), ask(false), ask(nil), ask(false)]
        #expect(early.allSatisfy { $0 == false })
        #expect(ask(false) == true)
        #expect(ask(true) == nil)
        clock.pass(.milliseconds(9_999))
        #expect(ask(true) == nil)
    }

    @Test func `after a rest one finds out whether it is back`() throws {
        _ = [ask(false), ask(false), ask(false)]
        clock.pass(.seconds(10))
        let trial = try #require(breaker.enter())
        #expect(breaker.enter() == nil, "one alone")
        #expect(breaker.leave(trial, isAnswered: false), "it is not")
        #expect(ask(true) == nil)
        clock.pass(.seconds(10))
        #expect(ask(true) == false, "it is")
        #expect([ask(false), ask(false)] == [false, false], "and has as many failures as at first")
    }

    @Test func `who has nothing to ask leaves the trial to the next one`() {
        _ = [ask(false), ask(false), ask(false)]
        clock.pass(.seconds(10))
        #expect(ask(nil) == false)
        #expect(ask(true) == false)
        #expect(breaker.enter() == .usual)
    }

    @Test func `an answer that comes late ends the rest, a failure that comes late changes nothing`() throws {
        let passes = try (0..<5).map { _ in try #require(breaker.enter()) }
        let rests = passes[..<4].map { breaker.leave($0, isAnswered: false) }
        #expect(rests == [false, false, true, false])
        #expect(breaker.enter() == nil)
        breaker.leave(passes[4], isAnswered: true)
        #expect(breaker.enter() == .usual)
    }
}
