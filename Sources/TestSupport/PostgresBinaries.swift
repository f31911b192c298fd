import Foundation

/// Where PostgreSQL's programs are and how to run them, also as root, which they refuse.
enum PostgresBinaries {
    /// The folder of `initdb` and `postgres`: of the search path, else the newest of the system's versions.
    static let folder: String? = {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let versions = "/usr/lib/postgresql"
        let installed = (try? FileManager.default.contentsOfDirectory(atPath: versions)) ?? []
        let newestFirst = installed.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }
        let folders =
            path.split(separator: ":").map(String.init) + newestFirst.map { "\(versions)/\($0)/bin" }
        return folders.first { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") }
    }()

    /// What precedes a command so that it runs as an unprivileged user; nothing unless we are root.
    static let prefix: [String] =
        geteuid() == 0
        ? ["/usr/bin/setpriv", "--reuid=\(user)", "--regid=\(user)", "--clear-groups"] : []

    /// The user the cluster runs as when we are root.
    static let user = getpwnam("postgres") == nil ? "nobody" : "postgres"

    /// Runs a command to its end; its output is thrown away.
    static func run(_ command: [String]) throws {
        let process = try start(command)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw TestClusterError.commandFailed(command) }
    }

    /// Starts a command in the background with a pipe as its input.
    static func start(_ command: [String], input: Pipe? = nil) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardInput = input ?? FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}

/// Why no throw-away cluster could be had.
public enum TestClusterError: Error {
    case noPostgresInstalled
    case commandFailed([String])
    case notReady
    case badURL(String)
    case noDatabase
}
