import Foundation
import Glibc
import Logging
import Testing

@testable import Server

extension Tag {
    /// Needs PostgreSQL's programs and some seconds.
    @Tag static var slow: Self
}

@Suite(.serialized, .tags(.slow)) struct EmbeddedClusterTests {
    func inCluster(_ body: (EmbeddedCluster) async throws -> Void) async throws {
        let checkout = NSTemporaryDirectory() + "cl-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createPrivateFolder(checkout)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let cluster = try await EmbeddedCluster.prepared(checkout: checkout, logger: logger)
        defer {
            try? FileManager.default.removeItem(atPath: cluster.folder.path)
            try? FileManager.default.removeItem(atPath: checkout)
        }
        try await body(cluster)
    }

    @Test func `a cluster starts, has its roles, and stops`() async throws {
        try await inCluster { cluster in
            let server = try await cluster.start()
            try await cluster.createDatabase()
            try await cluster.createDatabase()
            let facts = try await cluster.psql(
                "SELECT current_user, current_setting('fsync'), current_setting('listen_addresses')",
                database: EmbeddedCluster.database)
            #expect(facts == "comanda_admin|on|")
            let owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'comanda'"
            #expect(try await cluster.psql(owner, database: "postgres") == "comanda_owner")

            await cluster.stop(server)
            #expect(kill(server.id, 0) != 0)
        }
    }

    @Test func `a cluster whose server was killed starts again with what was committed`() async throws {
        try await inCluster { cluster in
            let killed = try await cluster.start()
            try await cluster.psql("CREATE TABLE t AS SELECT 7 AS n", database: "postgres")
            killed.signal(SIGKILL)
            #expect(await killed.wait() == 128 + SIGKILL)

            let server = try await cluster.start()
            #expect(try await cluster.psql("SELECT n FROM t", database: "postgres") == "7")
            await cluster.stop(server)
        }
    }

    @Test func `a server that an earlier start left behind is replaced`() async throws {
        try await inCluster { cluster in
            let forgotten = try await cluster.start()
            // Reaped here because the test is its parent; after a kill -9 the system's first process does it.
            async let end = forgotten.wait()
            let server = try await cluster.start()
            #expect(await end == 0)
            #expect(try await cluster.psql("SELECT 1", database: "postgres") == "1")
            await cluster.stop(server)
        }
    }

    @Test func `a lock file that names a foreign process does not stop a start`() async throws {
        try await inCluster { cluster in
            let killed = try await cluster.start()
            killed.signal(SIGKILL)
            _ = await killed.wait()
            let file = cluster.folder.data + "/postmaster.pid"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
            try (["\(getpid())"] + lines.map(String.init)).joined(separator: "\n")
                .write(toFile: file, atomically: false, encoding: .utf8)

            let server = try await cluster.start()
            await cluster.stop(server)
        }
    }

    @Test func `a second start on the same checkout is told who runs`() async throws {
        try await inCluster { cluster in
            #expect(throws: StartFailure.self) { try ClusterLock(path: cluster.folder.lock) }
        }
    }

    @Test func `a server that dies while something runs is started again`() async throws {
        try await inCluster { cluster in
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            try await ClusterKeeper(cluster: cluster, logger: logger).whileRunning {
                let text = try String(
                    contentsOfFile: cluster.folder.data + "/postmaster.pid", encoding: .utf8)
                let id = try #require(text.split(separator: "\n").first.flatMap { pid_t($0) })
                kill(id, SIGKILL)
                for _ in 0..<200 {
                    try await Task.sleep(for: .milliseconds(100))
                    if (try? await cluster.psql("SELECT 1", database: "postgres")) == "1" { return }
                }
                Issue.record("the server did not come back")
            }
            #expect(!FileManager.default.fileExists(atPath: cluster.folder.data + "/postmaster.pid"))
        }
    }
}
