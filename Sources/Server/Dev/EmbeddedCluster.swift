import Foundation
import Glibc
import Logging

/// A PostgreSQL of the project's own, for development and tests: its own data, its own superuser, reachable
/// by a Unix socket in a private folder and by nothing else.
///
/// What a start finds decides what it does. Nothing: initdb. A clean cluster: start. A cluster whose server
/// was killed: start, PostgreSQL replays its log. A server left behind by a start of ours that was killed:
/// stop it and start our own, so that it ends with us.
struct EmbeddedCluster: Sendable {
    /// The superuser of the cluster; only `dev` and tests use it.
    static let superuser = "comanda_admin"
    /// The role that owns the database and migrates.
    static let owner = "comanda_owner"
    /// The role that serves; the first migration makes it.
    static let application = "comanda_app"
    /// The database.
    static let database = "comanda"

    let folder: ClusterFolder
    let user: ClusterUser
    let programs: PostgresPrograms
    let logger: Logger
    private let lock: ClusterLock

    /// Finds the programs, the user and the folder, and takes the lock.
    static func prepared(checkout: String, logger: Logger) async throws -> EmbeddedCluster {
        let programs = try PostgresPrograms.find()
        let user = try ClusterUser.current()
        let folder = try await ClusterFolder.prepared(checkout: checkout, user: user)
        let lock = try ClusterLock(path: folder.lock)
        return EmbeddedCluster(folder: folder, user: user, programs: programs, logger: logger, lock: lock)
    }

    /// A connection string for one of the roles.
    static func connectionString(folder: ClusterFolder, role: String) -> String {
        "host=\(folder.sockets) port=5432 user=\(role) dbname=\(database)"
    }

    /// Starts the server and waits until it takes connections.
    func start() async throws -> ChildProcess {
        if !FileManager.default.fileExists(atPath: folder.data + "/PG_VERSION") { try await initialise() }
        await stopForgotten()
        for attempt in 1...10 {
            let child = try ChildProcess.start(
                user.command([
                    programs.path("postgres"), "-D", folder.data, "-k", folder.sockets, "-p", "5432",
                    "-c", "listen_addresses=",
                ]), output: folder.log)
            if try await waitUntilReady(child) { return child }
            // Backends of a postmaster that was killed may hold its shared memory for a moment.
            logger.debug("PostgreSQL did not start, attempt \(attempt)")
            await ChildProcess.pause(milliseconds: 500)
        }
        let log = FileManager.default.contents(atPath: folder.log) ?? Data()
        let last =
            String(decoding: log.suffix(4096), as: UTF8.self).split(whereSeparator: \.isNewline).last ?? ""
        throw StartFailure("the development database does not start; \(folder.log) ends with: \(last)")
    }

    /// Makes the owner role and the database if they are missing.
    func createDatabase() async throws {
        let roles = """
            DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(Self.owner)') THEN
            CREATE ROLE \(Self.owner) LOGIN CREATEROLE; END IF; END $$
            """
        try await psql(roles, database: "postgres")
        let exists = "SELECT count(*) FROM pg_database WHERE datname = '\(Self.database)'"
        guard try await psql(exists, database: "postgres") == "0" else { return }
        try await psql("CREATE DATABASE \(Self.database) OWNER \(Self.owner)", database: "postgres")
        try await psql("ALTER SCHEMA public OWNER TO \(Self.owner)", database: Self.database)
    }

    /// Stops the server in an orderly way, or at once if it does not end within 10 s.
    func stop(_ child: ChildProcess) async {
        child.signal(SIGINT)
        for _ in 0..<500 {
            if child.statusIfEnded() != nil { return }
            await ChildProcess.pause(milliseconds: 20)
        }
        child.signal(SIGQUIT)
        _ = await child.wait()
    }

    /// Runs a statement as the superuser and returns the unadorned output.
    @discardableResult
    func psql(_ statement: String, database: String) async throws -> String {
        let arguments = [
            programs.path("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", folder.sockets,
            "-p", "5432", "-U", Self.superuser, "-d", database, "-c", statement,
        ]
        let (status, output) = try await ChildProcess.run(user.command(arguments))
        let text = output.split(whereSeparator: \.isNewline).joined(separator: " ")
        guard status == 0 else { throw StartFailure("the development database refused a statement: \(text)") }
        return text
    }

    private func initialise() async throws {
        logger.info("making a database cluster in \(folder.path)")
        // A start that was killed half-way leaves a folder that initdb refuses.
        try? FileManager.default.removeItem(atPath: folder.data)
        let arguments = [
            programs.path("initdb"), "-D", folder.data, "-U", Self.superuser, "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--auth-local=trust", "--auth-host=reject", "--data-checksums",
        ]
        let (status, output) = try await ChildProcess.run(user.command(arguments))
        guard status == 0 else {
            let last = output.split(whereSeparator: \.isNewline).suffix(2).joined(separator: " ")
            throw StartFailure("initdb failed: \(last)")
        }
    }

    private func waitUntilReady(_ child: ChildProcess) async throws -> Bool {
        let probe = user.command([
            programs.path("pg_isready"), "-q", "-h", folder.sockets, "-p", "5432", "-d", "postgres",
        ])
        for _ in 0..<600 {
            if child.statusIfEnded() != nil { return false }
            if try await ChildProcess.run(probe).status == 0 { return true }
            await ChildProcess.pause(milliseconds: 50)
        }
        return false
    }

    /// Stops a server that an earlier start left behind, and removes a lock file whose process is another one
    /// now.
    func stopForgotten() async {
        let file = folder.data + "/postmaster.pid"
        guard let data = FileManager.default.contents(atPath: file),
            let line = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).first,
            let id = pid_t(line)
        else { return }
        guard isPostmaster(id) else {
            // The number was given to another process, or to none: PostgreSQL would refuse in the first case.
            try? FileManager.default.removeItem(atPath: file)
            return
        }
        logger.info("stopping the database that an earlier start left behind (process \(id))")
        kill(id, SIGINT)
        for round in 0..<300 where kill(id, 0) == 0 {
            if round == 250 { kill(id, SIGQUIT) }
            await ChildProcess.pause(milliseconds: 50)
        }
    }

    /// A postmaster works in its data folder, which no other process of that number would.
    private func isPostmaster(_ id: pid_t) -> Bool {
        let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(id)/cwd")
        return place == folder.data
    }
}
