import Glibc
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

/// What one variant needs for a workload.
struct Measurement {
    var roundsPerSecond: Double
    /// CPU time of this process a round, in microseconds.
    var cpu: Double

    static let worst = Measurement(roundsPerSecond: 0, cpu: .infinity)

    mutating func improve(_ other: Measurement) {
        roundsPerSecond = max(roundsPerSecond, other.roundsPerSecond)
        cpu = min(cpu, other.cpu)
    }

    func description(relativeTo base: Measurement) -> String {
        func ratio(_ own: Double, _ base: Double) -> Double { (own / base * 100).rounded() / 100 }
        return "\(Int(roundsPerSecond)) (\(ratio(roundsPerSecond, base.roundsPerSecond)))"
            + ", \(Int(cpu)) us (\(ratio(cpu, base.cpu)))"
    }
}

/// Runs a workload over all callers; the first rounds prepare statements and are not counted.
func measure(
    _ transport: any Transport, _ workload: Workload, callers: Int
) async throws -> Measurement {
    try await runAll(transport, workload, callers: callers, rounds: 2)
    let each = workload.rounds / callers
    let cpuBefore = processTime()
    let elapsed = try await ContinuousClock().measure {
        try await runAll(transport, workload, callers: callers, rounds: each)
    }
    let (seconds, attoseconds) = elapsed.components
    let rounds = Double(each * callers)
    return Measurement(
        roundsPerSecond: rounds / (Double(seconds) + Double(attoseconds) / 1e18),
        cpu: (processTime() - cpuBefore) / rounds)
}

/// CPU time of all threads of this process so far, in microseconds.
private func processTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
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
