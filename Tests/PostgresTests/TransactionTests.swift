import Postgres
import TestSupport
import Testing

@Suite(.database)
struct TransactionTests {
    private let insert = Statement("insert", "INSERT INTO t VALUES ($1)", parameters: [.int4])

    private func prepareTable() async throws {
        try await withConnection {
            _ = try await $0.execute(script: "CREATE TABLE t (n int4 CONSTRAINT t_n UNIQUE)")
        }
    }

    private func rows() async throws -> Int64? {
        try await withConnection {
            try await $0.run(Statement("n", "SELECT count(*) FROM t").bind()).int(0, 0)
        }
    }

    @Test
    func `a transaction commits after its body`() async throws {
        try await prepareTable()

        try await withPool(.write) { pool in
            try await pool.withTransaction(tenant: nil) { session in
                _ = try await session.run(insert.bind(.int32(1)))
                _ = try await session.run(insert.bind(.int32(2)))
            }
        }

        #expect(try await rows() == 2)
    }

    @Test
    func `a body that throws rolls back and its error comes through`() async throws {
        struct Refused: Error {}
        try await prepareTable()

        try await withPool(.write, size: 1) { pool in
            await #expect(throws: Refused.self) {
                try await pool.withTransaction(tenant: nil) { session in
                    _ = try await session.run(insert.bind(.int32(1)))
                    throw Refused()
                }
            }
            try await pool.withTransaction(tenant: nil) { _ = try await $0.run(insert.bind(.int32(5))) }
        }

        #expect(try await rows() == 1)
    }

    @Test
    func `a violated constraint is named and nothing is written`() async throws {
        try await prepareTable()

        let error = try await withPool(.write, size: 1) { pool in
            await failure {
                try await pool.withTransaction(tenant: nil) { session in
                    _ = try await session.run([insert.bind(.int32(1)), insert.bind(.int32(1))])
                }
            }
        }

        #expect(error?.sqlState == .uniqueViolation)
        #expect(error?.constraintName == "t_n")
        if let state = error?.sqlState, case .integrityConstraintViolation = state {
        } else {
            Issue.record("the class does not match its code")
        }
        #expect(try await rows() == 0)
    }

    @Test
    func `a constraint deferred to COMMIT fails there as an ordinary error`() async throws {
        try await withConnection {
            _ = try await $0.execute(
                script: "CREATE TABLE t (n int4 CONSTRAINT t_n UNIQUE DEFERRABLE INITIALLY DEFERRED)")
        }

        let error = try await withPool(.write, size: 1) { pool in
            await failure {
                try await pool.withTransaction(tenant: nil) { session in
                    _ = try await session.run([insert.bind(.int32(1)), insert.bind(.int32(1))])
                }
            }
        }

        #expect(error?.code == .server)
        #expect(error?.sqlState == .uniqueViolation)
        #expect(try await rows() == 0)
    }

    @Test
    func `a read session can not write`() async throws {
        try await prepareTable()

        let error = try await withPool(.read) { pool in
            await failure {
                try await pool.withSession(tenant: nil) {
                    _ = try await $0.run(insert.bind(.int32(1)), end: .sync)
                }
            }
        }

        #expect(error?.sqlState == .readOnlyTransaction)
        #expect(try await rows() == 0)
    }

    @Test
    func `a typed body throws its own error type`() async throws {
        enum Failure: PostgresFailure, Equatable {
            case soldOut
            case database(PostgresError.Code)

            init(_ error: PostgresError) { self = .database(error.code) }
        }
        try await prepareTable()

        let caught = try await withPool(.write) { pool in
            do throws(Failure) {
                try await pool.withTransaction(tenant: nil) { (_) async throws(Failure) in throw .soldOut }
                return Failure?.none
            } catch {
                return error
            }
        }

        #expect(caught == .soldOut)
    }
}
