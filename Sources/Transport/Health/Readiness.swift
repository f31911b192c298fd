import Synchronization

/// Whether this process should get traffic: everything it needs answers, and it is not going down.
///
/// The probe runs at most once a second however often it is asked, so a flood of health checks costs one
/// statement a second.
public actor Readiness {
    /// The answer of `/ready`.
    public enum State: Sendable, Equatable {
        /// Send traffic.
        case ready
        /// The process is going down.
        case draining
        /// Something it needs is missing; the word names it for the operator (`database`, `migrations`).
        case waiting(String)
    }

    private let probe: @Sendable () async -> State
    private let validity: Duration
    private let isDraining = Mutex(false)
    private var known: (state: State, until: ContinuousClock.Instant)?
    private var isProbing = false

    /// - Parameter probe: asks what is needed; should bound its own time, a second or two.
    public init(validity: Duration = .seconds(1), probe: @escaping @Sendable () async -> State) {
        self.validity = validity
        self.probe = probe
    }

    /// The state of now, or of at most `validity` ago. While a probe runs, others get the last known state.
    public func state() async -> State {
        if isDraining.withLock({ $0 }) { return .draining }
        let now = ContinuousClock.now
        if let known, now < known.until || isProbing { return known.state }
        if isProbing { return .waiting("start") }
        isProbing = true
        let state = await probe()
        isProbing = false
        known = (state, .now + validity)
        return isDraining.withLock { $0 } ? .draining : state
    }

    /// From now on the answer is `draining`.
    public nonisolated func drain() {
        isDraining.withLock { $0 = true }
    }
}
