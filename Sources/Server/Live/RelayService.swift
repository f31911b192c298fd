import Restaurant
import ServiceLifecycle
import Transport

/// Follows the branches' logs for the subscriptions of this process.
struct RelayService: QuietService {
    let relay: EventRelay<LivePayload>

    /// Follows them until a graceful shutdown.
    func run() async {
        await cancelWhenGracefulShutdown { await relay.run() }
    }
}
