import CLibpq
import Dispatch
import Postgres

/// A thread for each connection that blocks in libpq; tasks hand rounds over and wait with a continuation.
final class BlockingThreads: Transport {
    let name = "thread per connection"
    private let connections: [Connection]

    init(url: String, connections count: Int) {
        connections = (0..<count).map { Connection(url: url, number: $0) }
    }

    func run(_ workload: Workload, rounds: Int, caller: Int) async throws -> Int {
        var rows = 0
        for _ in 0..<rounds { rows += await connections[caller].run(workload.statement) }
        return rows
    }

    // Sendable: everything but `queue` is used on the thread of the serial queue only.
    private final class Connection: @unchecked Sendable {
        private let queue: DispatchQueue
        private let pointer: OpaquePointer?
        private var prepared: Set<String> = []

        init(url: String, number: Int) {
            queue = DispatchQueue(label: "connection-\(number)")
            pointer = PQconnectdb(url)
            PQclear(PQexec(pointer, "BEGIN READ ONLY ISOLATION LEVEL REPEATABLE READ"))
        }

        func run(_ statement: Statement) async -> Int {
            await withUnsafeContinuation { caller in
                queue.async { caller.resume(returning: self.block(statement)) }
            }
        }

        private func block(_ statement: Statement) -> Int {
            if prepared.insert(statement.name).inserted {
                PQclear(PQprepare(pointer, statement.name, statement.sql, 0, nil))
            }
            let result = PQexecPrepared(pointer, statement.name, 0, nil, nil, nil, 1)
            defer { PQclear(result) }
            return Int(PQntuples(result))
        }
    }
}
