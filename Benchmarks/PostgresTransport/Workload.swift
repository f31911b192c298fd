import Postgres

/// A statement to run again and again.
struct Workload: Sendable {
    let name: String
    let statement: Statement
    let rounds: Int

    init(name: String, sql: String, rounds: Int) {
        self.name = name
        self.rounds = rounds
        statement = Statement(name, sql)
    }
}

/// A way to run rounds.
protocol Transport: Sendable {
    var name: String { get }

    /// Runs the statement `rounds` times in a row and returns the number of rows seen.
    func run(_ workload: Workload, rounds: Int, caller: Int) async throws -> Int
}

/// Rounds a second over all callers; the first rounds prepare statements and are not counted.
func measure(_ transport: any Transport, _ workload: Workload, callers: Int) async throws -> Double {
    try await runAll(transport, workload, callers: callers, rounds: 5)
    let each = workload.rounds / callers
    let elapsed = try await ContinuousClock().measure {
        try await runAll(transport, workload, callers: callers, rounds: each)
    }
    let (seconds, attoseconds) = elapsed.components
    return Double(each * callers) / (Double(seconds) + Double(attoseconds) / 1e18)
}

private func runAll(
    _ transport: any Transport, _ workload: Workload, callers: Int, rounds: Int
) async throws {
    try await withThrowingTaskGroup(of: Int.self) { group in
        for caller in 0..<callers {
            group.addTask { try await transport.run(workload, rounds: rounds, caller: caller) }
        }
        for try await rows in group { precondition(rows >= rounds, "a round brought no row") }
    }
}
