import Foundation
public import Postgres
import Synchronization

/// A throw-away PostgreSQL in a temporary folder, reached over a Unix socket.
///
/// A suite about outages starts one of its own and stops, kills or freezes it. The server watches a pipe from
/// this process, so that it ends and its folder goes even when the process is killed.
public final class TestCluster: Sendable {
    private struct Running {
        let process: Process
        let watcher: Process
        /// Held open; its end is the server's signal to stop.
        let input: Pipe
    }

    private let folder: String
    private let running = Mutex<Running?>(nil)

    /// Makes and starts a cluster; takes a second or two.
    ///
    /// - Parameter settings: more server settings, such as `max_connections=5`.
    public init(settings: [String] = []) async throws {
        guard let binaries = PostgresBinaries.folder else { throw TestClusterError.noPostgresInstalled }
        // Short, because a socket's path may have 107 bytes only.
        folder = "/tmp/comanda-test-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        if !PostgresBinaries.prefix.isEmpty {
            try PostgresBinaries.run(["/bin/chown", PostgresBinaries.user, folder])
        }
        try PostgresBinaries.run(
            PostgresBinaries.prefix
                + [
                    "\(binaries)/initdb", "-D", "\(folder)/data", "-U", "postgres", "-A", "trust", "-N",
                    "--no-instructions", "--encoding=UTF8", "--locale=C",
                ])
        let lines = ["listen_addresses=''", "unix_socket_directories='\(folder)'"] + settings
        let configuration = URL(fileURLWithPath: "\(folder)/data/postgresql.auto.conf")
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: configuration)
        try await start()
    }

    deinit {
        if let running = running.withLock({ $0 }) {
            // The watcher sees the end of its pipe.
            try? running.input.fileHandleForWriting.close()
        } else {
            try? FileManager.default.removeItem(atPath: folder)
        }
    }

    /// The superuser's connection string for a database.
    public func url(database: String = "postgres") -> String {
        "postgresql:///\(database)?host=\(folder)&user=postgres"
    }

    /// Starts the server and waits until it answers.
    public func start() async throws {
        guard let binaries = PostgresBinaries.folder else { throw TestClusterError.noPostgresInstalled }
        let process = try PostgresBinaries.start(
            PostgresBinaries.prefix + ["\(binaries)/postgres", "-D", "\(folder)/data"])
        // Ends the server and removes its folder when this process has ended, however it did.
        let input = Pipe()
        let script = """
            read -r line; [ "$line" = keep ] && exit
            kill -INT "$1"; while kill -0 "$1" 2>/dev/null; do sleep 0.05; done; rm -rf "$2"
            """
        let watcher = try PostgresBinaries.start(
            PostgresBinaries.prefix + [
                "/bin/sh", "-c", script, "sh", "\(process.processIdentifier)", folder,
            ],
            input: input)
        running.withLock { $0 = Running(process: process, watcher: watcher, input: input) }
        try await waitUntilReady()
    }

    /// Stops the server at once but cleanly; `start` brings it back with its data.
    public func stop() throws {
        try end { Foundation.kill($0.process.processIdentifier, SIGINT) }
    }

    private func end(_ signal: (Running) throws -> Void) throws {
        guard let running = running.withLock({ exchange(&$0, with: nil) }) else { return }
        try running.input.fileHandleForWriting.write(contentsOf: Data("keep\n".utf8))
        try running.input.fileHandleForWriting.close()
        running.watcher.waitUntilExit()
        try signal(running)
        running.process.waitUntilExit()
    }

    /// Kills all processes of the server with signal 9, as a crash of the machine would.
    public func kill() throws {
        try end { _ in
            for process in try serverProcesses() { Foundation.kill(process, SIGKILL) }
        }
    }

    /// Stops all processes of the server without ending them, or lets them go on.
    public func freeze(_ isFrozen: Bool) throws {
        for process in try serverProcesses() { Foundation.kill(process, isFrozen ? SIGSTOP : SIGCONT) }
    }

    private func waitUntilReady() async throws {
        for _ in 0..<200 {
            let connection = try? await PostgresConnection.connect(
                PostgresConfiguration(url()), reactors: TestReactors.shared)
            if let connection { return await connection.close() }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw TestClusterError.notReady
    }

    /// The postmaster, which the pid file names, and then its children.
    private func serverProcesses() throws -> [pid_t] {
        let text = try String(contentsOfFile: "\(folder)/data/postmaster.pid", encoding: .utf8)
        guard let line = text.split(separator: "\n").first, let postmaster = pid_t(line) else { return [] }
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let children = tasks.compactMap(pid_t.init).filter { Self.parent(of: $0) == postmaster }
        return [postmaster] + children
    }

    private static func parent(of process: pid_t) -> pid_t? {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = status.lastIndex(of: ")")
        else { return nil }
        let fields = status[end...].split(separator: " ")
        return fields.count > 2 ? pid_t(fields[2]) : nil
    }

    private func exchange<Value>(_ place: inout Value, with value: Value) -> Value {
        let old = place
        place = value
        return old
    }
}

/// The reactors that all tests of the process share: they live as long as the process.
public enum TestReactors {
    /// One thread is enough for tests.
    public static let shared = ReactorGroup(count: 1)
}
