import Postgres
import TestSupport
import Testing

@Suite(.database)
struct SessionTests {
    @Test
    func `results of a round come in the order of its statements`() async throws {
        let results = try await withPool(.read) { pool in
            try await pool.withSession(tenant: nil) { session in
                try await session.run(
                    [Sample.int.bind(.int64(7)), Sample.text.bind(.text("a")), Sample.int.bind(.int64(8))],
                    end: .sync)
            }
        }

        #expect(results.count == 3)
        #expect(results[0].int(0, 0) == 7)
        #expect(results[1].string(0, 0) == "a")
        #expect(results[2].int(0, 0) == 8)
    }

    @Test
    func `all rounds of a read see one snapshot while another session writes`() async throws {
        try await withConnection { _ = try await $0.execute(script: "CREATE TABLE t AS SELECT 1 AS n") }
        let count = Statement("count", "SELECT count(*) FROM t")

        let counts = try await withPool(.read) { pool in
            try await pool.withSession(tenant: nil) { session in
                let first = try await session.run(count.bind())
                try await withConnection { _ = try await $0.execute(script: "INSERT INTO t VALUES (2)") }
                let second = try await session.run(count.bind(), end: .sync)
                let afterwards = try await session.run(count.bind(), end: .sync)
                return [first, second, afterwards].map { $0.int(0, 0) }
            }
        }

        #expect(counts == [1, 1, 2])
    }

    @Test
    func `a failing statement throws its state, skips the rest and leaves the connection usable`()
        async throws
    {
        try await withPool(.read, size: 1) { pool in
            let error = await failure {
                try await pool.withSession(tenant: nil) { session in
                    _ = try await session.run([
                        Sample.int.bind(.int64(1)), Sample.divide.bind(.int32(0)),
                        Sample.text.bind(.text("x")),
                    ])
                }
            }
            let after = try await pool.withSession(tenant: nil) { session in
                try await session.run(Sample.text.bind(.text("fine")), end: .sync)
            }

            #expect(error?.code == .server)
            #expect(error?.sqlState == SQLState(rawValue: "22012"))
            #expect(error?.statementName == "divide")
            #expect(error?.callSite.hasPrefix("PostgresTests/SessionTests.swift") == true)
            #expect(error?.description == "PostgresError(server)")
            #expect(after.string(0, 0) == "fine")
        }
    }

    @Test
    func `a session that failed is over`() async throws {
        try await withPool(.read) { pool in
            let error = await failure {
                try await pool.withSession(tenant: nil) { session in
                    _ = try? await session.run(Sample.divide.bind(.int32(0)))
                    _ = try await session.run(Sample.int.bind(.int64(1)))
                }
            }

            #expect(error?.sqlState == SQLState(rawValue: "22012"))
        }
    }

    @Test
    func `a session used after its end throws`() async throws {
        try await withPool(.read) { pool in
            let escaped = try await pool.withSession(tenant: nil) { $0 }

            let error = await failure { _ = try await escaped.run(Sample.int.bind(.int64(1))) }

            #expect(error?.code == .sessionOver)
        }
    }

    @Test
    func `statements are prepared once and the oldest are dropped beyond the limit`() async throws {
        let prepared = Statement("prepared", "SELECT count(*) FROM pg_prepared_statements")
        let count = try await withPool(.read, size: 1, change: { $0.statementsPerConnection = 4 }) { pool in
            for number in 0..<10 {
                let statement = Statement("n", "SELECT \(number)")
                for _ in 0..<2 {
                    _ = try await pool.withSession(tenant: nil) { session in
                        try await session.run(statement.bind(), end: .sync)
                    }
                }
            }
            return try await pool.withSession(tenant: nil) { session in
                try await session.run(prepared.bind(), end: .sync).int(0, 0)
            }
        }

        #expect(count == 5)
    }

    @Test
    func `arrays go and come in binary form`() async throws {
        let echo = Statement(
            "echo", "SELECT k.id, k.ord FROM unnest($1::uuid[]) WITH ORDINALITY AS k(id, ord)",
            parameters: [.uuidArray])
        let ids = (0..<300).map { UUIDBytes(high: UInt64($0), low: ~UInt64($0)) }
        var builder = PostgresArrayBuilder(.uuid, capacity: ids.count + 1)
        for id in ids { builder.append(id) }
        builder.appendNull()
        let array = builder.finish()

        let result = try await withPool(.read) { pool in
            try await pool.withSession(tenant: nil) { try await $0.run(echo.bind(array), end: .sync) }
        }

        #expect((0..<300).map { result.uuid($0, 0) } == ids)
        #expect(result.rowCount == 301)
        #expect(result.cell(300, 0).isNull)
        #expect(result.int(300, 1) == 301)
    }

    @Test
    func `every kind of parameter arrives as what it is`() async throws {
        let statement = Statement(
            "kinds",
            """
            SELECT $1::bool, $2::int2, $3::int4, $4::float8, $5::bytea, $6::timestamptz, $7::jsonb ->> 'a',
                $8::text IS NULL, cardinality($9::text[])
            """,
            parameters: [
                .bool, .int2, .int4, .float8, .bytea, .timestamptz, .jsonb, .text, .textArray,
            ])
        let empty = PostgresArrayBuilder(.text).finish()

        let result = try await withPool(.read) { pool in
            try await pool.withSession(tenant: nil) { session in
                try await session.run(
                    statement.bind(
                        .bool(true), .int16(-2), .int32(3), .float64(1.5), .bytes([0, 255]),
                        .timestamp(1_000_000),
                        .json(#"{"a": "ñ"}"#), .null, empty), end: .sync)
            }
        }

        #expect(result.bool(0, 0) == true)
        #expect(result.int(0, 1) == -2)
        #expect(result.int(0, 2) == 3)
        #expect(result.double(0, 3) == 1.5)
        #expect(result.bytes(0, 4) == [0, 255])
        #expect(result.timestamp(0, 5) == 1_000_000)
        #expect(result.string(0, 6) == "ñ")
        #expect(result.bool(0, 7) == true)
        #expect(result.int(0, 8) == 0)
    }

    @Test
    func `an observer counts statements and rounds, whatever the number of rows`() async throws {
        let recorder = Recorder()
        let rows = Statement(
            "rows", "SELECT * FROM generate_series(1, $1::int4)", parameters: [.int4], plans: .generic)

        try await withPool(.read, observer: recorder.observer) { pool in
            try await pool.withSession(tenant: Sample.organization) { session in
                _ = try await session.run(rows.bind(.int32(3000)))
                _ = try await session.run([rows.bind(.int32(1)), rows.bind(.int32(2))], end: .sync)
            }
        }

        #expect(recorder.names == ["rows", "rows", "rows"])
        #expect(recorder.all.map(\.round) == [0, 0, 1, 1])
        #expect(recorder.all.map(\.rows) == [1, 3000, 1, 2])
    }
}
