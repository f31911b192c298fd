import Postgres
import TestSupport
import Testing

@Suite(.database)
struct DeadlineTests {
    private func runningSleeps() async throws -> Int64? {
        let sleeps = Statement(
            "sleeps",
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()
                AND query LIKE '%pg_sleep($1%'
            """)
        return try await withConnection { try await $0.run(sleeps.bind()).int(0, 0) }
    }

    @Test
    func `a canceled task is resumed at once and its statement stops on the server`() async throws {
        try await withPool(.read, size: 1) { pool in
            let error = await withTaskGroup(of: PostgresError?.self) { group in
                group.addTask {
                    await failure {
                        try await pool.withSession(tenant: nil) { session in
                            _ = try await session.run(Sample.sleep.bind(.float64(30)))
                        }
                    }
                }
                _ = try? await eventually { try await runningSleeps() == 1 }
                group.cancelAll()
                return await group.next() ?? nil
            }

            #expect(error?.code == .canceled)
            #expect(try await eventually { try await runningSleeps() == 0 })
            let after = try await pool.withSession(tenant: nil) { session in
                try await session.run(Sample.int.bind(.int64(4)), end: .sync).int(0, 0)
            }
            #expect(after == 4)
        }
    }

    @Test
    func `a deadline between two rounds ends the transaction and the next round throws`() async throws {
        try await withPool(.read, size: 1) { pool in
            let error = await failure {
                try await pool.withSession(tenant: nil, deadline: .now + .milliseconds(500)) { session in
                    _ = try await session.run(Sample.int.bind(.int64(1)))
                    try await Task.sleep(for: .milliseconds(700))
                    _ = try await session.run(Sample.int.bind(.int64(2)))
                }
            }

            #expect(error?.code == .deadlineExceeded)
        }
    }

    @Test
    func `a canceled write is rolled back`() async throws {
        try await withConnection { _ = try await $0.execute(script: "CREATE TABLE t (n int4)") }
        let insert = Statement("insert", "INSERT INTO t VALUES (1)")

        try await withPool(.write, size: 1) { pool in
            let error = await failure {
                try await pool.withTransaction(tenant: nil, deadline: .now + .milliseconds(80)) { session in
                    _ = try await session.run([insert.bind(), Sample.sleep.bind(.float64(30))])
                }
            }
            let rows = try await pool.withTransaction(tenant: nil) { session in
                try await session.run(Statement("rows", "SELECT count(*) FROM t").bind()).int(0, 0)
            }

            #expect(error?.code == .deadlineExceeded)
            #expect(rows == 0)
        }
    }

    @Test
    func `the server's own statement timeout is an ordinary error`() async throws {
        let error = try await withPool(.read, change: { $0.statementTimeout = .milliseconds(50) }) { pool in
            await failure {
                try await pool.withSession(tenant: nil) { session in
                    _ = try await session.run(Sample.sleep.bind(.float64(30)))
                }
            }
        }

        #expect(error?.code == .server)
        #expect(error?.sqlState == .queryCanceled)
    }
}
