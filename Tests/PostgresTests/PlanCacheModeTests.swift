import Postgres
import TestSupport
import Testing

/// How often statements are planned.
@Suite(.database)
struct PlanCacheModeTests {
    private let byKeys = Statement(
        "byKeys", "SELECT n FROM t WHERE n = ANY($1)", parameters: [.int4Array], plans: .generic)
    private let byFilter = Statement(
        "byFilter", "SELECT n FROM t WHERE ($1::int4 IS NULL OR n = $1) ORDER BY n LIMIT 2",
        parameters: [.int4])
    private let other = Statement("other", "SELECT 1", plans: .either)
    /// `generic custom` of the prepared statements that read the table, in the order of their texts.
    private let counts = Statement(
        "counts",
        """
        SELECT string_agg(generic_plans || ' ' || custom_plans, ', ' ORDER BY statement)
        FROM pg_prepared_statements WHERE statement LIKE 'SELECT n FROM t %'
        """, plans: .either)

    private var keys: BoundStatement {
        var array = PostgresArrayBuilder(.int4, capacity: 1)
        array.append(Int32(1))
        return byKeys.bind(array.finish())
    }
    private var filter: BoundStatement { byFilter.bind(.int32(1)) }

    private func prepareTable() async throws {
        try await withConnection {
            _ = try await $0.execute(
                script: "CREATE TABLE t (n int4 PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 1000)")
        }
    }

    /// Runs rounds in one session each and returns how the table's statements were planned on the connection.
    private func plans(_ kind: PostgresPool.Kind, _ sessions: [[BoundStatement]]...) async throws -> String? {
        try await prepareTable()
        return try await withPool(kind, size: 1) { pool in
            for rounds in sessions {
                try await pool.withSession(tenant: nil) { session in
                    for round in rounds { _ = try await session.run(round) }
                }
            }
            return try await pool.withSession(tenant: nil) { session in
                try await session.run(counts.bind(), end: .sync).string(0, 0)
            }
        }
    }

    @Test(arguments: [PostgresPool.Kind.read, .write])
    func `what finds rows by keys is planned for whatever keys`(kind: PostgresPool.Kind) async throws {
        let plans = try await plans(
            kind, [[keys], [keys]], [[keys, other.bind()]], [[other.bind()], [keys]])

        #expect(plans == "4 0")
    }

    @Test(arguments: [PostgresPool.Kind.read, .write])
    func `what depends on its values is planned for them`(kind: PostgresPool.Kind) async throws {
        let plans = try await plans(kind, [[filter], [filter]], [[filter]])

        #expect(plans == "0 3")
    }

    @Test(arguments: [PostgresPool.Kind.read, .write])
    func `each round of a session plans as its statements ask`(kind: PostgresPool.Kind) async throws {
        let plans = try await plans(
            kind, [[filter], [keys], [filter], [other.bind()], [keys]], [[keys], [filter]])

        #expect(plans == "0 3, 3 0")
    }

    @Test func `in one packet the server plans for the values of all`() async throws {
        let plans = try await plans(.read, [[keys, filter]])

        #expect(plans == "0 1, 0 1")
    }

    @Test func `a read that goes on after its end begins as it did at first`() async throws {
        try await prepareTable()
        let plans = try await withPool(.read, size: 1) { pool in
            try await pool.withSession(tenant: Sample.organization) { session in
                _ = try await session.run([filter], end: .sync)
                _ = try await session.run([keys], end: .sync)
                _ = try await session.run([filter], end: .sync)
                return try await session.run(counts.bind(), end: .sync).string(0, 0)
            }
        }

        #expect(plans == "0 2, 1 0")
    }

    @Test func `a session that failed leaves nothing behind`() async throws {
        try await prepareTable()
        let plans = try await withPool(.read, size: 1) { pool in
            let refused = await failure {
                try await pool.withSession(tenant: nil) { session in
                    _ = try await session.run(filter)
                    _ = try await session.run(Sample.divide.bind(.int32(0)))
                }
            }
            #expect(refused != nil)
            return try await pool.withSession(tenant: nil) { session in
                _ = try await session.run(keys)
                return try await session.run(counts.bind(), end: .sync).string(0, 0)
            }
        }

        #expect(plans == "0 1, 1 0")
    }
}
