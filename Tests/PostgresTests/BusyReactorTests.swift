import Postgres
import TestSupport
import Testing

/// A reactor that always has more jobs than it runs between two looks at its sockets.
@Suite(.database)
struct BusyReactorTests {
    @Test(.timeLimit(.minutes(2)))
    func `an answer that comes while its reader is still queued is not missed`() async throws {
        let group = ReactorGroup(count: 1)
        let configuration = try TestDatabase.current.configuration

        let answers = try await withThrowingTaskGroup(of: Int?.self) { tasks in
            for _ in 0..<400 {
                tasks.addTask(executorPreference: group.reactors[0]) {
                    while !Task.isCancelled { await Task.yield() }
                    return nil
                }
            }
            for _ in 0..<8 {
                tasks.addTask {
                    try await PostgresConnection.withConnection(configuration, reactors: group) {
                        connection in
                        var count = 0
                        for _ in 0..<100 { count += try await connection.execute(script: "SELECT 1").count }
                        return count
                    }
                }
            }
            var finished: [Int] = []
            while finished.count < 8, let next = try await tasks.next() {
                if let next { finished.append(next) }
            }
            tasks.cancelAll()
            return finished
        }

        #expect(answers == Array(repeating: 100, count: 8))
    }
}
