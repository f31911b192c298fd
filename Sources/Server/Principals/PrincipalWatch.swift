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
            // Whatever it is, after a pause of the connection too: look again.
            for await _ in listener { facts.forget() }
        }
    }
}
