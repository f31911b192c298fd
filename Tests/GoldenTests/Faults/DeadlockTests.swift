import Postgres
import Restaurant
import Synchronization
import TestSupport
import Testing

/// A transaction that the database ends to resolve a deadlock is begun anew: its caller hears nothing of it.
@Suite(.database(World.template))
struct DeadlockTests {
    @Test
    func `a write that a deadlock has undone happens all the same, once`() async throws {
        let world = try World()
        let begins = TransactionCounter()
        let table = World.uuid(1001)

        let answer = try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { other in
            // It holds what the write takes last, and waits longer than the write for what that took first.
            _ = try await other.execute(
                script: "SET deadlock_timeout = '60s'; BEGIN; SELECT id FROM event_counters FOR UPDATE")
            async let answer = world.run(
                """
                mutation { it: tableStatusSet(input: { tableId: "\(World.id(.table, 1001))",
                  status: MAINTENANCE }) { table { status version } userErrors { message } } }
                """, role: "WAITER", branches: [11],
                observer: { begins.count($0) }
            ).text
            while try await World.texts("SELECT pid FROM pg_locks WHERE NOT granted").isEmpty {
                try await Task.sleep(for: .milliseconds(5))
            }
            _ = try await other.execute(
                script: "SELECT id FROM tables WHERE id = '\(table)' FOR UPDATE; COMMIT")
            return await answer
        }

        #expect(
            answer == #"{"data":{"it":{"table":{"status":"MAINTENANCE","version":2},"userErrors":[]}}}"#)
        #expect(begins.value == 2)
        #expect(try await World.told() == ["table.changed MAINTENANCE"])
    }
}

/// Counts the transactions of a request.
final class TransactionCounter: Sendable {
    private let begins = Mutex(0)

    var value: Int { begins.withLock { $0 } }

    func count(_ event: StatementEvent) {
        if event.statement.name == "session.begin" { begins.withLock { $0 += 1 } }
    }
}
