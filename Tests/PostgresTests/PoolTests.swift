import Postgres
import TestSupport
import Testing

@Suite(.database)
struct PoolTests {
    /// Runs `body` while every connection of the pool sleeps.
    private func whileBusy(_ pool: PostgresPool, _ body: () async throws -> Void) async throws {
        pool.start()
        _ = await eventually { pool.isAvailable }
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (started, signal) = AsyncStream<Void>.makeStream()
            group.addTask {
                defer { signal.finish() }
                try? await pool.withSession(tenant: nil) { session in
                    _ = try await session.run(Sample.int.bind(.int64(1)))
                    signal.finish()
                    try await Task.sleep(for: .seconds(30))
                }
            }
            for await _ in started {}
            try await body()
            group.cancelAll()
        }
    }

    @Test
    func `a caller that waits too long is told that we are overloaded`() async throws {
        try await withPool(.read, size: 1, change: { $0.poolWait = .milliseconds(50) }) { pool in
            try await whileBusy(pool) {
                let error = await failure { try await pool.withSession(tenant: nil) { _ in } }

                #expect(error?.code == .overloaded)
            }
        }
    }

    @Test
    func `a full queue refuses at once`() async throws {
        try await withPool(
            .read, size: 1,
            change: {
                $0.poolWait = .seconds(20)
                $0.poolQueue = 0
            }
        ) { pool in
            try await whileBusy(pool) {
                let error = await failure { try await pool.withSession(tenant: nil) { _ in } }

                #expect(error?.code == .overloaded)
            }
        }
    }

    @Test
    func `a waiting caller that is canceled leaves the queue`() async throws {
        try await withPool(.read, size: 1, change: { $0.poolWait = .seconds(20) }) { pool in
            try await whileBusy(pool) {
                let error = await withTaskGroup(of: PostgresError?.self) { group in
                    group.addTask { await failure { try await pool.withSession(tenant: nil) { _ in } } }
                    try? await Task.sleep(for: .milliseconds(20))
                    group.cancelAll()
                    return await group.next() ?? nil
                }

                #expect(error?.code == .canceled)
            }
        }
    }

    @Test
    func `many callers share few connections`() async throws {
        let processes = try await withPool(.read, size: 3) { pool in
            try await withThrowingTaskGroup(of: Int64?.self) { group in
                for _ in 0..<60 {
                    group.addTask {
                        try await pool.withSession(tenant: nil) { session in
                            try await session.run(Sample.process.bind(), end: .sync).int(0, 0)
                        }
                    }
                }
                return try await group.reduce(into: Set<Int64?>()) { $0.insert($1) }
            }
        }

        #expect(processes.count <= 3)
    }

    @Test
    func `a closed pool refuses callers`() async throws {
        try await withPool(.read) { pool in
            pool.close()

            let error = await failure { try await pool.withSession(tenant: nil) { _ in } }

            #expect(error?.code == .unavailable)
        }
    }
}
