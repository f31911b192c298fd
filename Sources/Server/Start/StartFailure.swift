import ArgumentParser

/// Why the process does not start: one line for the operator, naming what to change.
///
/// It ends with 78 (`EX_CONFIG` of sysexits), which supervisors can tell from a crash and need not repeat.
struct StartFailure: Error, Equatable {
    /// One line without the program's name.
    let line: String
    /// The exit status: 78 for what the operator has to change, 65 (`EX_DATAERR`) for a file with problems,
    /// 69 (`EX_UNAVAILABLE`) for a database that does not answer and an address that is taken: try again.
    let status: Int32

    init(_ line: String, status: Int32 = 78) {
        self.line = line
        self.status = status
    }

    /// Runs a command's work; a failure to start becomes one line on standard error and its exit status.
    static func reporting<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let failure as StartFailure {
            Terminal.complain("comanda: \(failure.line)")
            throw ExitCode(failure.status)
        }
    }
}
