internal import Synchronization

/// Leaves a payment provider alone for a while when it has not answered several acts in a row: calls that end
/// in a time limit would hold up everybody's payments, and a provider that has just come back is not met by
/// all that waited. What was to be asked waits as it is: nothing fails by it.
///
/// One for each provider and process.
final class ProviderBreaker: Sendable {
    /// A place among those who ask.
    enum Pass: Sendable {
        case usual
        /// The one that finds out whether the provider is back.
        case trial
    }

    private enum State {
        /// It answers; so many acts in a row had no answer.
        case closed(failures: Int)
        case resting(until: ContinuousClock.Instant)
        case trying
    }

    private let limits: ProviderWork.Limits
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State.closed(failures: 0))

    init(
        _ limits: ProviderWork.Limits, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.limits = limits
        self.now = now
    }

    /// Nil while nobody should ask; else ``leave(_:isAnswered:)`` is to be called.
    func enter() -> Pass? {
        state.withLock { state in
            switch state {
            case .closed: return .usual
            case .trying: return nil
            case .resting(let end):
                guard end <= now() else { return nil }
                state = .trying
                return .trial
            }
        }
    }

    /// Notes what became of it.
    ///
    /// - Parameter isAnswered: nil where nothing was asked.
    /// - Returns: whether a rest begins by it.
    @discardableResult
    func leave(_ pass: Pass, isAnswered: Bool?) -> Bool {
        state.withLock { state in
            switch (state, isAnswered) {
            case (_, true): state = .closed(failures: 0)
            case (.closed(let failures), false):
                guard failures + 1 >= limits.failureMax else {
                    state = .closed(failures: failures + 1)
                    return false
                }
                state = .resting(until: now() + limits.rest)
                return true
            case (.trying, false) where pass == .trial:
                state = .resting(until: now() + limits.rest)
                return true
            case (.trying, nil) where pass == .trial: state = .resting(until: now())
            case (.closed, nil), (.trying, _), (.resting, _): break
            }
            return false
        }
    }
}
