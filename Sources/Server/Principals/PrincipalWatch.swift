import Postgres
import ServiceLifecycle

/// Listens for changes of anybody's rights, so that they hold at once and not only after the seconds for
/// which facts are remembered. Nothing rests on it: facts end by themselves.
struct PrincipalWatch: QuietService {
    let facts: PrincipalFacts
    /// Those whose rights matter longer than for a request.
    let live: LiveCallers
    /// Of the application's role; the connection is its own.
    let configuration: PostgresConfiguration
    let reactors: ReactorGroup

    /// Listens until a graceful shutdown.
    func run() async {
        let listener = PostgresListener(configuration, channels: ["principals"], reactors: reactors)
        await cancelWhenGracefulShutdown {
            for await event in listener {
                if case .notification(_, let payload) = event {
                    hear(payload)
                } else {
                    // Such as a pause of the connection: look again.
                    forgetAll()
                }
            }
        }
    }

    /// Forgets what a payload is about: a session by its ID alone, else what is before the ID; everything for
    /// one that says neither.
    func hear(_ payload: String) {
        live.heard()
        guard payload != LiveCallerWatch.echo else { return }
        let words = payload.split(separator: " ")
        guard let last = words.last, let id = UUIDBytes(text: last) else { return forgetAll() }
        switch words.dropLast() {
        case []:
            facts.forget(session: id)
            live.changed(.session(id))
        case ["user"]:
            facts.forget(user: id)
            live.changed(.user(id))
        case ["organization"]:
            facts.forget(organization: id)
            live.changed(.organization(id))
        default: forgetAll()
        }
    }

    private func forgetAll() {
        facts.forget()
        live.changed(.everything)
    }
}
