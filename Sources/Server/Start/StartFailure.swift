import ArgumentParser

/// Why the process does not start: one line for the operator, naming what to change.
///
/// It ends with 78 (`EX_CONFIG` of sysexits), which supervisors can tell from a crash and need not repeat.
struct StartFailure: Error, Equatable {
    /// One line without the program's name.
    let line: String

    init(_ line: String) {
        self.line = line
    }

    /// Runs a command's work; a failure to start becomes one line on standard error and exit 78.
    static func reporting<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let failure as StartFailure {
            Terminal.complain("comanda: \(failure.line)")
            throw ExitCode(78)
        }
    }
}
