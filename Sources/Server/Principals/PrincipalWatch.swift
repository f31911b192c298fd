import Postgres
import ServiceLifecycle

/// Listens for changes of anybody's rights, so that they hold at once and not only after the seconds for
/// which facts are remembered. Nothing rests on it: facts end by themselves.
struct PrincipalWatch: Service {
    let facts: PrincipalFacts
    /// Of the application's role; the connection is its own.
    let configuration: PostgresConfiguration
    let reactors: ReactorGroup

    /// Listens until a graceful shutdown.
    func run() async {
        let listener = PostgresListener(configuration, channels: ["principals"], reactors: reactors)
        await cancelWhenGracefulShutdown {
            for await event in listener {
                if case .notification(_, let payload) = event, let session = UUIDBytes(text: payload) {
                    facts.forget(session: session)
                } else {
                    // Whatever else it is, a pause of the connection too: look again.
                    facts.forget()
                }
            }
        }
    }
}
