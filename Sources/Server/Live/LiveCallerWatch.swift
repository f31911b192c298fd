import Logging
import Postgres
import ServiceLifecycle
import Synchronization

/// Ends live connections within seconds of what takes a right away.
///
/// Changes are told over LISTEN (`PrincipalWatch`), and a telling can be lost: so every process says a word
/// to all of them again and again, and one that does not hear it looks at everybody until it does. That is
/// cheaper than to look at everybody all the time: thousands of screens do nothing most of the day.
struct LiveCallerWatch: QuietService {
    /// What is said.
    static let echo = "echo"

    let callers: LiveCallers
    let facts: PrincipalFacts
    let permissions: LivePermissions
    let pool: PostgresPool
    /// Within which a change that nobody told is found.
    let interval: Duration
    let logger: Logger

    /// Watches until a graceful shutdown.
    func run() async {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await _ in callers.wakes { await callers.lookAtChanges() }
                }
                group.addTask { await beat() }
            }
        }
    }

    private func beat() async {
        var edition = permissions.current
        while !Task.isCancelled {
            try? await Task.sleep(for: interval / 2)
            let present = permissions.current
            let isDeaf = callers.count > 0 && callers.silence > interval
            if isDeaf { facts.forget() }
            if isDeaf || present !== edition { callers.changed(.everything) }
            edition = present
            await callers.lookAtKeys()
            await say()
        }
    }

    private func say() async {
        do throws(PostgresError) {
            try await pool.withTransaction(tenant: nil, deadline: .now + .seconds(1)) {
                (session: PostgresSession) async throws(PostgresError) in
                _ = try await session.run(Self.notify.bind(.text(Self.echo)))
            }
        } catch {
            logger.debug("nothing is said to the watchers", metadata: ["error": "\(error.code)"])
        }
    }

    private static let notify = Statement(
        "LiveCallerWatch.say", "SELECT pg_notify('principals', $1)", parameters: [.text])
}
