import Postgres
import TestSupport
import Testing

@Suite(.database) struct MigrationRunnerTests {
    private let first = [
        "0001_one.up.sql": "CREATE TABLE one (id int)", "0001_one.down.sql": "DROP TABLE one",
    ]
    private let second = [
        "0002_two.up.sql": "CREATE TABLE two (id int)", "0002_two.down.sql": "DROP TABLE two",
    ]
    private let impatient = MigrationPatience(otherRunner: .zero, tableLock: .milliseconds(20), attempts: 2)

    private func set(_ texts: [String: String]...) throws -> MigrationSet {
        try MigrationSet(texts: texts.reduce(into: [:]) { all, one in all.merge(one) { $1 } })
    }

    @Test func `up applies what is pending and nothing twice`() async throws {
        let both = try set(first, second)
        try await TestDatabase.current.connected { connection async throws in
            #expect(try await MigrationRunner(set(first)).up(connection) == ["0001_one"])

            #expect(try await MigrationRunner(both).up(connection) == ["0002_two"])
            #expect(try await MigrationRunner(both).up(connection) == [])
            #expect(try await MigrationRunner(both).check(connection) == .current(version: 2))
        }
    }

    @Test func `up stops after the file that is asked for`() async throws {
        let runner = MigrationRunner(try set(first, second))
        try await TestDatabase.current.connected { connection async throws in
            #expect(try await runner.up(connection, to: 1) == ["0001_one"])

            #expect(try await runner.check(connection) == .behind(pending: ["0002_two"]))
        }
    }

    @Test func `down takes the last files back in reverse order`() async throws {
        let runner = MigrationRunner(try set(first, second))
        try await TestDatabase.current.connected { connection async throws in
            try await runner.up(connection)

            #expect(try await runner.down(connection, steps: 2) == ["0002_two", "0001_one"])
            #expect(try await runner.status(connection).map(\.state) == [.pending, .pending])
            #expect(try await connection.texts("SELECT to_regclass('one')") == [""])
        }
    }

    @Test func `a file that fails leaves nothing of itself and keeps those before it`() async throws {
        let broken = [
            "0002_two.up.sql": "CREATE TABLE two (id int); SELECT 1 / 0", "0002_two.down.sql": "SELECT 1",
        ]
        let runner = MigrationRunner(try set(first, broken))
        try await TestDatabase.current.connected { connection async throws in
            await #expect {
                try await runner.up(connection)
            } throws: { error in
                "\(error)".hasPrefix("0002_two.up.sql: ") && "\(error)".contains("division by zero")
            }

            #expect(try await runner.status(connection).map(\.state) == [.applied, .pending])
            #expect(try await connection.texts("SELECT to_regclass('two')") == [""])
        }
    }

    @Test func `a file that was changed after its application stops everything`() async throws {
        let changed = first.mapValues { $0 + " " }
        try await TestDatabase.current.connected { connection async throws in
            try await MigrationRunner(try set(first)).up(connection)
            let runner = MigrationRunner(try set(changed, second))

            await #expect { try await runner.up(connection) } throws: {
                "\($0)".hasPrefix("0001_one was changed")
            }
            #expect(try await runner.check(connection) == .changed(file: "0001_one"))
            #expect(try await !runner.check(connection).isServable)
        }
    }

    @Test func `a file that comes before an applied one is refused`() async throws {
        try await TestDatabase.current.connected { connection async throws in
            try await MigrationRunner(try set(second)).up(connection)

            await #expect {
                try await MigrationRunner(try set(first, second)).up(connection)
            } throws: { error in
                "\(error)".hasPrefix("0001_one comes before")
            }
        }
    }

    @Test func `a database of a newer build is not migrated but may be served`() async throws {
        try await TestDatabase.current.connected { connection async throws in
            try await MigrationRunner(try set(first, second)).up(connection)
            let older = MigrationRunner(try set(first))

            #expect(try await older.check(connection) == .ahead(unknown: ["0002_two"]))
            #expect(try await older.check(connection).isServable)
            await #expect { try await older.up(connection) } throws: { "\($0)".contains("has 0002_two") }
        }
    }

    @Test func `of two runners at once one applies and the other finds nothing to do`() async throws {
        let runner = MigrationRunner(try set(first, second))
        let database = try TestDatabase.current
        async let one = database.connected { try await runner.up($0) }
        async let other = database.connected { try await runner.up($0) }

        let applied = try await [one, other].sorted { $0.count > $1.count }

        #expect(applied == [["0001_one", "0002_two"], []])
    }

    @Test func `a runner that will not wait says that another one is at work`() async throws {
        let runner = MigrationRunner(try set(first), patience: impatient)
        let database = try TestDatabase.current
        try await database.connected { holder in
            _ = try await holder.texts("SELECT pg_advisory_lock(\(0x63_6F6D_616E_6461))")

            await #expect {
                try await database.connected { try await runner.up($0) }
            } throws: { error in
                "\(error)" == "another process is migrating this database"
            }
        }
    }

    @Test func `a migration does not queue behind a long transaction`() async throws {
        let alter = ["0002_two.up.sql": "ALTER TABLE one ADD name text", "0002_two.down.sql": "SELECT 1"]
        let database = try TestDatabase.current
        try await database.connected { reader in
            let runner = MigrationRunner(try set(first, alter), patience: impatient)
            _ = try await database.connected { try await MigrationRunner(try set(first)).up($0) }
            try await reader.execute(script: "BEGIN")
            _ = try await reader.texts("SELECT count(*) FROM one")

            await #expect { try await database.connected { try await runner.up($0) } } throws: { error in
                "\(error)".contains("55P03")
            }
            try await reader.execute(script: "COMMIT")
            #expect(try await database.connected { try await runner.up($0) } == ["0002_two"])
        }
    }

    @Test func `a file without a transaction may build an index concurrently`() async throws {
        let index = [
            "0002_two.up.sql": """
            -- no-transaction
            -- An index that a failed attempt has left is not valid: it goes first.
            DROP INDEX CONCURRENTLY IF EXISTS one_idx;
            CREATE INDEX CONCURRENTLY one_idx
                ON one (id);
            """,
            "0002_two.down.sql": "DROP INDEX one_idx",
        ]
        try await TestDatabase.current.connected { connection async throws in
            try await MigrationRunner(try set(first, index)).up(connection)

            #expect(try await connection.texts("SELECT to_regclass('one_idx')") == ["one_idx"])
        }
    }

    @Test func `a file without a transaction that failed is run again from its start`() async throws {
        let texts = [
            "0002_two.up.sql": """
            -- no-transaction
            CREATE TABLE IF NOT EXISTS two (id int);
            INSERT INTO one SELECT count(*) FROM three;
            """,
            "0002_two.down.sql": "DROP TABLE two",
        ]
        let runner = MigrationRunner(try set(first, texts))
        try await TestDatabase.current.connected { connection async throws in
            await #expect(throws: MigrationError.self) { try await runner.up(connection) }
            try await connection.execute(script: "CREATE TABLE three (id int)")

            #expect(try await runner.up(connection) == ["0002_two"])
        }
    }
}
