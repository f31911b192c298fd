import Synchronization

/// Whether this process should get traffic: everything it needs answers, and it is not going down.
///
/// One task of the server asks what is needed, again and again; whoever asks for the state gets the last
/// answer. So a flood of health checks costs nothing, and a caller that leaves spoils it for nobody.
public final class Readiness: Sendable {
    /// The answer of `/ready`.
    public enum State: Sendable, Equatable {
        /// Send traffic.
        case ready
        /// The process is going down.
        case draining
        /// Something it needs is missing; the word names it for the operator (`start`, `database`,
        /// `migrations`).
        case waiting(String)
    }

    private let probe: @Sendable () async -> State
    private let interval: Duration
    private let known = Mutex(State.waiting("start"))
    private let draining = Atomic(false)

    /// - Parameters:
    ///   - interval: the time from one answer to the next question.
    ///   - probe: asks what is needed; should bound its own time, a second or two.
    public init(interval: Duration = .seconds(1), probe: @escaping @Sendable () async -> State) {
        self.interval = interval
        self.probe = probe
    }

    /// The last known state.
    public var state: State { isDraining ? .draining : known.withLock { $0 } }

    /// Whether the process is going down.
    var isDraining: Bool { draining.load(ordering: .relaxed) }

    /// Asks until the task is cancelled.
    func watch() async {
        while true {
            let state = await probe()
            // A probe that was cut short tells nothing.
            guard !Task.isCancelled else { return }
            known.withLock { $0 = state }
            do {
                try await Task.sleep(for: interval)
            } catch {
                return
            }
        }
    }

    /// From now on the answer is `draining`.
    public func drain() {
        draining.store(true, ordering: .relaxed)
    }
}
