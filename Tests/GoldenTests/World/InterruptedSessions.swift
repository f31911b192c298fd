import DataLoader
import GraphQLExecution
import Restaurant
import Synchronization

/// The product's sessions, with something else happening between two of an operation's rounds.
struct InterruptedSessions: SessionSource {
    let sessions: TenantSessions
    let interruption: Interruption

    /// The product's mutations over the session within.
    static func mutations(_ services: MutationServices) -> [String: Mutation<InterruptedSession>] {
        Restaurant.mutations(services).mapValues(onSessionWithin)
    }

    private static func onSessionWithin(
        _ mutation: @escaping Mutation<TenantSession>
    ) -> Mutation<InterruptedSession> {
        { (arguments, values, session) async throws(LoadError) -> MutationOutcome in
            try await mutation(arguments, values, session.session)
        }
    }

    func scope(of caller: TenantCaller, reading statements: [LoadStatement]) -> String {
        sessions.scope(of: caller, reading: statements)
    }

    func read<Result: Sendable>(
        for caller: TenantCaller, _ body: @Sendable (InterruptedSession) async throws(LoadError) -> Result
    ) async throws(LoadError) -> Result {
        try await sessions.read(for: caller) { (session: TenantSession) async throws(LoadError) -> Result in
            try await body(InterruptedSession(session: session, interruption: interruption))
        }
    }

    func write<Result: Sendable>(
        for caller: TenantCaller,
        _ body: @Sendable (InterruptedSession) async throws(LoadError) -> (value: Result, commit: Bool)
    ) async throws(LoadError) -> Result {
        try await sessions.write(for: caller) {
            (session: TenantSession) async throws(LoadError) -> (value: Result, commit: Bool) in
            try await body(InterruptedSession(session: session, interruption: interruption))
        }
    }
}

/// A session that waits for the interruption when its round has come.
struct InterruptedSession: LoadSession {
    let session: TenantSession
    let interruption: Interruption

    func load(_ calls: [LoadCall], isLast: Bool) async throws(LoadError) -> [RowSet] {
        try await interruption.roundBegins()
        return try await session.load(calls, isLast: isLast)
    }
}

/// What happens once, before one round of one operation.
final class Interruption: Sendable {
    private let roundsLeft: Mutex<Int>
    private let action: @Sendable () async throws -> Void

    init(beforeRound round: Int, _ action: @escaping @Sendable () async throws -> Void) {
        roundsLeft = Mutex(round)
        self.action = action
    }

    func roundBegins() async throws(LoadError) {
        let isNow = roundsLeft.withLock { left in
            defer { left -= 1 }
            return left == 0
        }
        guard isNow else { return }
        do {
            try await action()
        } catch {
            throw LoadError(message: "\(error)", code: "INTERNAL")
        }
    }
}
