import Postgres
import Synchronization
import TestSupport

/// Lends a pool over the current test's database and closes it.
func withPool<Value>(
    _ kind: PostgresPool.Kind, size: Int = 2, observer: StatementObserver? = nil,
    change: (inout PostgresConfiguration) -> Void = { _ in },
    _ body: (PostgresPool) async throws -> Value
) async throws -> Value {
    var configuration = try TestDatabase.current.configuration
    configuration.readPool = .init(min: 1, max: size)
    configuration.writePool = .init(min: 1, max: size)
    // A crowded machine must not decide: tests about waiting set their own limits.
    configuration.poolWait = .seconds(30)
    configuration.connectTimeout = .seconds(30)
    // It also takes long to notice a cancel; closing the connection is not what these tests want.
    configuration.drainTimeout = .seconds(20)
    // A crowded machine must not decide: tests about waiting set their own limits.
    configuration.poolWait = .seconds(30)
    configuration.connectTimeout = .seconds(30)
    change(&configuration)
    let pool = PostgresPool(kind, configuration, reactors: TestReactors.shared, onStatement: observer)
    defer { pool.close() }
    return try await body(pool)
}

/// Lends a superuser's connection to the current test's database.
func withConnection<Value: Sendable>(_ body: (PostgresConnection) async throws -> Value) async throws -> Value
{
    try await PostgresConnection.withConnection(
        TestDatabase.current.configuration, reactors: TestReactors.shared, body)
}

/// The error that `body` throws; nil when it throws none.
func failure(_ body: () async throws -> Void) async -> PostgresError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? PostgresError
    }
}

/// Asks until the answer is yes; false after some seconds.
func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
    for _ in 0..<250 {
        if try await condition() { return true }
        try? await Task.sleep(for: .milliseconds(20))
    }
    return false
}

/// Collects what an observer sees.
final class Recorder: Sendable {
    private let events = Mutex<[StatementEvent]>([])

    var observer: StatementObserver {
        { event in self.events.withLock { $0.append(event) } }
    }

    /// Names of the statements seen, those of the session itself left out.
    var names: [String] {
        events.withLock { $0.filter { !$0.isOverhead }.map(\.statement.name) }
    }

    var all: [StatementEvent] { events.withLock(\.self) }
}

enum Sample {
    static let int = Statement("int", "SELECT $1::int8", parameters: [.int8], plans: .either)
    static let text = Statement("text", "SELECT $1::text", parameters: [.text], plans: .either)
    static let tenant = Statement(
        "tenant", "SELECT current_setting('app.organization', true)", plans: .either)
    static let sleep = Statement(
        "sleep", "SELECT pg_sleep($1::float8)", parameters: [.float8], plans: .either)
    static let divide = Statement("divide", "SELECT 1 / $1::int4", parameters: [.int4], plans: .either)
    static let process = Statement("process", "SELECT pg_backend_pid()", plans: .either)
    static let organization = UUIDBytes(high: 0x0102_0304_0506_0708, low: 0x090a_0b0c_0d0e_0f10)
}
