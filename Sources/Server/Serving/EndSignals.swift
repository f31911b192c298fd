import Glibc
import Logging
import ServiceLifecycle
import Transport
import UnixSignals

/// What SIGTERM and SIGINT do to `comanda serve`.
///
/// At once `/ready` answers 503, so that a load balancer sends nobody new; for the time to drain everything
/// goes on, since the balancer takes a moment to notice; then the services end one after the other. A second
/// signal ends the process without further ado.
struct EndSignals: Sendable {
    let readiness: Readiness
    /// How long to go on serving after the first signal.
    let drainDelay: Duration
    let logger: Logger

    /// Watches while the group runs.
    func end(_ group: ServiceGroup) async {
        await withThrowingTaskGroup(of: Void.self) { tasks in
            var isEnding = false
            for await signal in await UnixSignalsSequence(trapping: [.sigterm, .sigint]) {
                if isEnding { _exit(signal == .sigint ? 130 : 143) }
                isEnding = true
                readiness.drain()
                logger.notice("ending", metadata: ["signal": "\(signal)", "after": "\(drainDelay)"])
                tasks.addTask {
                    try await Task.sleep(for: drainDelay)
                    await group.triggerGracefulShutdown()
                }
            }
        }
    }
}
