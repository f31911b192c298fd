import Postgres

/// The pool as the server uses it, with the caller on the reactor or on Swift's own threads between rounds.
struct ReactorTransport: Transport {
    let name: String
    private let isCallerOnReactor: Bool
    private let pool: PostgresPool

    init(url: String, name: String, isCallerOnReactor: Bool, reactorCount: Int) {
        self.name = name
        self.isCallerOnReactor = isCallerOnReactor
        var configuration = PostgresConfiguration(url)
        configuration.readPool = .init(min: 16, max: 16)
        configuration.sessionLimit = .seconds(120)
        configuration.poolWait = .seconds(30)
        pool = PostgresPool(.read, configuration, reactors: ReactorGroup(count: reactorCount))
        pool.start()
    }

    func run(_ workload: Workload, rounds: Int, caller: Int) async throws -> Int {
        try await pool.withSession(tenant: nil) { session in
            guard !isCallerOnReactor else { return try await repeatRounds(session, workload, rounds) }
            return try await withTaskExecutorPreference(globalConcurrentExecutor) {
                try await repeatRounds(session, workload, rounds)
            }
        }
    }

    private func repeatRounds(
        _ session: PostgresSession, _ workload: Workload, _ rounds: Int
    ) async throws -> Int {
        let bound = workload.statement.bind()
        var rows = 0
        for _ in 0..<rounds { rows += try await session.run(bound).rowCount }
        return rows
    }
}
