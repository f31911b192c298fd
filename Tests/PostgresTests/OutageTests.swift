import Postgres
import TestSupport
import Testing

/// What happens when the server goes away, with a cluster of its own that is stopped, killed and frozen.
@Suite(.serialized)
struct OutageTests {
    private func pool(
        _ cluster: TestCluster, _ kind: PostgresPool.Kind = .read, size: Int = 2,
        change: (inout PostgresConfiguration) -> Void = { _ in }
    ) -> PostgresPool {
        var configuration = PostgresConfiguration(cluster.url())
        configuration.readPool = .init(min: 1, max: size)
        configuration.writePool = .init(min: 1, max: size)
        configuration.poolWait = .seconds(5)
        change(&configuration)
        return PostgresPool(kind, configuration, reactors: TestReactors.shared)
    }

    private func ask(_ pool: PostgresPool) async throws {
        _ = try await pool.withSession(tenant: nil) {
            try await $0.run(Sample.int.bind(.int64(1)), end: .sync)
        }
    }

    @Test
    func `a stopped server is an error within the limit, and once back it works without a restart`()
        async throws
    {
        let cluster = try await TestCluster()
        let pool = pool(cluster) { $0.poolWait = .seconds(1) }
        defer { pool.close() }
        _ = await eventually { (try? await ask(pool)) != nil }

        try cluster.stop()
        let start = ContinuousClock.now
        var codes: Set<PostgresError.Code?> = []
        for _ in 0..<5 { codes.insert(await failure { try await ask(pool) }?.code) }
        let perCall = (ContinuousClock.now - start) / 5
        try await cluster.start()
        let isBack = await eventually { (try? await ask(pool)) != nil }

        #expect(codes.isSubset(of: [.unavailable, .connectionLost]))
        #expect(perCall < .seconds(2))
        #expect(isBack)
    }

    @Test
    func `a backend killed in the middle of a result is a lost connection and the next caller gets another`()
        async throws
    {
        let cluster = try await TestCluster()
        let pool = pool(cluster, size: 1)
        defer { pool.close() }
        let rows = Statement(
            "rows", "SELECT repeat('x', 1000), pg_sleep(0.001) FROM generate_series(1, 100000)")

        let error = await withTaskGroup(of: PostgresError?.self) { group in
            group.addTask {
                await failure {
                    try await pool.withSession(tenant: nil) { _ = try await $0.run(rows.bind(), end: .sync) }
                }
            }
            try? await Task.sleep(for: .milliseconds(300))
            try? cluster.kill()
            return await group.next() ?? nil
        }
        try await cluster.start()
        let isBack = await eventually { (try? await ask(pool)) != nil }

        #expect(error?.code == .connectionLost)
        #expect(isBack)
    }

    @Test
    func `a terminated backend is replaced`() async throws {
        let cluster = try await TestCluster()
        let pool = pool(cluster, size: 1)
        defer { pool.close() }
        let process = try await pool.withSession(tenant: nil) { session in
            try await session.run(Sample.process.bind(), end: .sync).int(0, 0)
        }

        try await PostgresConnection.withConnection(
            PostgresConfiguration(cluster.url()), reactors: TestReactors.shared
        ) {
            _ = try await $0.execute(script: "SELECT pg_terminate_backend(\(process ?? 0))")
        }
        let isBack = await eventually { (try? await ask(pool)) != nil }

        #expect(isBack)
    }

    @Test
    func `a connection lost at COMMIT leaves the outcome unknown`() async throws {
        let cluster = try await TestCluster()
        let pool = pool(cluster, .write, size: 1)
        defer { pool.close() }
        // The trigger runs at COMMIT and waits there for its end.
        try await PostgresConnection.withConnection(
            PostgresConfiguration(cluster.url()), reactors: TestReactors.shared
        ) {
            _ = try await $0.execute(
                script: """
                    CREATE TABLE t (n int4);
                    CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
                        $$ BEGIN PERFORM pg_sleep(30); RETURN NULL; END $$;
                    CREATE CONSTRAINT TRIGGER t_wait AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
                        FOR EACH ROW EXECUTE FUNCTION wait();
                    """)
        }

        let error = await withTaskGroup(of: PostgresError?.self) { group in
            group.addTask {
                await failure {
                    try await pool.withTransaction(tenant: nil) { session in
                        _ = try await session.run(Statement("insert", "INSERT INTO t VALUES (1)").bind())
                    }
                }
            }
            try? await Task.sleep(for: .milliseconds(400))
            try? cluster.kill()
            return await group.next() ?? nil
        }

        #expect(error?.code == .commitUnknown)
    }

    @Test
    func `a frozen server is left at the deadline and used again when it goes on`() async throws {
        let cluster = try await TestCluster()
        let pool = pool(cluster, size: 1) { $0.drainTimeout = .milliseconds(200) }
        defer { pool.close() }
        try await ask(pool)

        try cluster.freeze(true)
        let error = await failure {
            try await pool.withSession(tenant: nil, deadline: .now + .milliseconds(200)) { session in
                _ = try await session.run(Sample.int.bind(.int64(1)), end: .sync)
            }
        }
        try cluster.freeze(false)
        let isBack = await eventually { (try? await ask(pool)) != nil }

        #expect(error?.code == .deadlineExceeded)
        #expect(isBack)
    }

    @Test
    func `a server without free connections is approached slowly and used when it has some`() async throws {
        let cluster = try await TestCluster(settings: [
            "max_connections=4", "superuser_reserved_connections=0",
        ])
        let configuration = PostgresConfiguration(cluster.url())
        var others: [PostgresConnection] = []
        while let other = try? await PostgresConnection.connect(configuration, reactors: TestReactors.shared)
        {
            others.append(other)
        }
        let pool = pool(cluster)
        defer { pool.close() }

        let error = await failure { try await ask(pool) }
        for other in others { await other.close() }
        let isBack = await eventually { (try? await ask(pool)) != nil }

        #expect(error?.code == .unavailable)
        #expect(isBack)
    }

    @Test
    func `a listener reconnects and says so`() async throws {
        let cluster = try await TestCluster()
        let listener = PostgresListener(
            PostgresConfiguration(cluster.url()), channels: ["ev"], reactors: TestReactors.shared)
        var events = listener.makeAsyncIterator()
        func notify() async throws {
            try await PostgresConnection.withConnection(
                PostgresConfiguration(cluster.url()), reactors: TestReactors.shared
            ) { _ = try await $0.execute(script: "NOTIFY ev, 'a'") }
        }

        let first = await events.next()
        try await notify()
        let second = await events.next()
        try cluster.stop()
        try await cluster.start()
        let third = await events.next()
        try await notify()
        let fourth = await events.next()

        #expect(first == .listening)
        #expect(second == .notification(channel: "ev", payload: "a"))
        #expect(third == .reconnected)
        #expect(fourth == .notification(channel: "ev", payload: "a"))
    }
}
