import Postgres
import TestSupport
import Testing

@Suite(.database)
struct ConnectionTests {
    @Test
    func `a script returns the result of each statement`() async throws {
        let results = try await withConnection { connection in
            try await connection.execute(
                script: "CREATE TABLE t (n int); INSERT INTO t VALUES (1), (2); SELECT * FROM t")
        }

        #expect(results.map(\.commandTag) == ["CREATE TABLE", "INSERT 0 2", "SELECT 2"])
        #expect(results[2].int(1, 0) == 2)
    }

    @Test
    func `a script that fails throws and leaves the connection usable`() async throws {
        try await withConnection { connection in
            let error = await failure { _ = try await connection.execute(script: "SELECT 1; SELECT nothing") }
            let after = try await connection.run(Sample.int.bind(.int64(3)))

            #expect(error?.sqlState == SQLState(rawValue: "42703"))
            #expect(after.int(0, 0) == 3)
        }
    }

    @Test
    func `copied rows arrive as they were`() async throws {
        let nasty = "tab\t line\n return\r back\\slash \\N ñ 😀"
        let rows: [[String?]] = [["1", nasty], ["2", nil], ["3", ""]]

        let (count, result) = try await withConnection { connection in
            _ = try await connection.execute(script: #"CREATE TABLE "T" (n int, "The text" text)"#)
            let count = try await connection.copyIn(#""T""#, columns: ["n", "The text"], rows: rows)
            let select = Statement("select", #"SELECT "The text" FROM "T" ORDER BY n"#)
            return (count, try await connection.run(select.bind()))
        }

        #expect(count == 3)
        #expect(result.string(0, 0) == nasty)
        #expect(result.cell(1, 0).isNull)
        #expect(result.string(2, 0) == "")
    }

    @Test
    func `a large copy is taken piece by piece`() async throws {
        let count = try await withConnection { connection in
            _ = try await connection.execute(script: "CREATE TABLE t (n int, s text)")
            let rows = (0..<100_000).lazy.map { ["\($0)", String(repeating: "x", count: 50)] as [String?] }
            return try await connection.copyIn("t", columns: ["n", "s"], rows: Array(rows))
        }

        #expect(count == 100_000)
    }

    @Test
    func `a copy that the server refuses throws and leaves the connection usable`() async throws {
        try await withConnection { connection in
            _ = try await connection.execute(script: "CREATE TABLE t (n int)")
            let error = await failure {
                _ = try await connection.copyIn("t", columns: ["n"], rows: [["1"], ["many"]])
            }
            let after = try await connection.run(Statement("count", "SELECT count(*) FROM t").bind())

            #expect(error?.sqlState == .invalidTextRepresentation)
            #expect(after.int(0, 0) == 0)
        }
    }

    @Test
    func `facts tell a superuser with unsafe settings from a safe role`() async throws {
        let (own, safe) = try await withConnection { connection in
            let own = try await ServerFacts.read(connection)
            _ = try await connection.execute(script: "SET ROLE pg_monitor; SET synchronous_commit = off")
            return (own, try await ServerFacts.read(connection))
        }

        #expect(own.isSuperuser)
        #expect(own.versionNumber >= 140_000)
        #expect(!own.tenantDangers.isEmpty)
        #expect(safe.tenantDangers.isEmpty)
        #expect(safe.dataDangers.contains { $0.hasPrefix("synchronous_commit is off") })
    }
}
