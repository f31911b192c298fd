import Foundation
import Testing

/// `comanda serve` as a process of its own; what it logs is kept.
struct ServerProcess {
    let port: Int
    private let process: Process
    /// Finishes with the process. Waiting in the other way keeps a core busy.
    private let ends: AsyncStream<Void>
    private let input: Pipe
    private let folder: String

    /// Limits on the size of one request: the tests ask for much at once to be done in time.
    private static let wide: [String: String] = [
        "MAX_DOCUMENT_BYTES": "16MiB", "MAX_TOKENS": "1000000", "MAX_IGNORED_TOKENS": "1000000",
        "MAX_ALIASES": "100000", "MAX_ROOT_FIELDS": "100000", "MAX_MUTATIONS": "100000",
        "MAX_DIRECTIVES": "100000", "MAX_EXPANDED_FIELDS": "1000000", "MAX_ERRORS": "100000",
        "MAX_DEPTH": "40", "MAX_VARIABLES": "1000", "DEADLINE": "120s", "SUGGESTIONS": "true",
        "PLAN_CACHE_BYTES": "512MiB",
    ]

    /// The same of live connections.
    private static let wideLive: [String: String] = [
        "MAX_MESSAGE": "16MiB", "MESSAGES_PER_MINUTE": "1000000", "MESSAGE_BURST": "1000000",
        "USER_CONNECTIONS": "1000", "ADDRESS_CONNECTIONS": "1000",
    ]

    /// Starts the server over a database and waits until it serves.
    ///
    /// - Parameters:
    ///   - folder: where its keys and its log lie.
    ///   - home: the folder of the files that it reads.
    static func start(database: String, folder: String, home: String) async throws -> ServerProcess {
        var variables = environment(database: database, folder: folder, home: home)
        for (name, value) in wide { variables["COMANDA_GRAPHQL_\(name)"] = value }
        variables["COMANDA_HTTP_PORT"] = "0"
        variables["COMANDA_HTTP_MAX_BODY"] = "16MiB"
        variables["COMANDA_HTTP_MAX_URI"] = "16MiB"
        variables["COMANDA_HTTP_MAX_HEADER_BYTES"] = "16MiB"
        variables["COMANDA_HTTP_DRAIN_DELAY"] = "0s"
        for (name, value) in wideLive { variables["COMANDA_WS_\(name)"] = value }
        // Tens of thousands of requests, each for everything.
        variables["COMANDA_LIMITS_MODE"] = "report"
        variables["COMANDA_LOG_LEVEL"] = "trace"
        let log = folder + "/server.log"
        try Data().write(to: URL(fileURLWithPath: log))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // The server ends with the pipe, however this process ends. It is not waited for: the shell may have
        // inherited a mask in which it hears of no child.
        let script = #""$@" & read -r line; kill -KILL $!"#
        process.arguments = ["-c", script, "sh", try program(), "serve"]
        process.environment = variables
        let output = FileHandle(forWritingAtPath: log)
        process.standardOutput = output
        process.standardError = output
        let input = Pipe()
        process.standardInput = input
        let (ends, end) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in end.finish() }
        try process.run()
        for _ in 0..<1_200 {
            try await Task.sleep(for: .milliseconds(50))
            if let port = port(in: log) {
                return ServerProcess(
                    port: port, process: process, ends: ends, input: input, folder: folder)
            }
            try #require(process.isRunning, "comanda serve ended: \(text(log))")
        }
        try input.fileHandleForWriting.close()
        throw ServerSilence(log: text(log))
    }

    /// Ends the server and returns what it has logged.
    func end() async throws -> Data {
        try input.fileHandleForWriting.write(contentsOf: Data("end\n".utf8))
        try input.fileHandleForWriting.close()
        for await _ in ends {}
        #expect(!process.isRunning)
        return FileManager.default.contents(atPath: folder + "/server.log") ?? Data()
    }

    private static func environment(database: String, folder: String, home: String) -> [String: String] {
        [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "DATABASE_URL": database,
            "COMANDA_HOME": home, "COMANDA_AUTH_KEY_FOLDER": folder + "/keys",
            "COMANDA_IMAGES_FOLDER": folder + "/images",
            // The cluster of the tests does not sync.
            "ALLOW_UNSAFE": "1",
        ]
    }

    /// The executable beside the test bundle.
    private static func program() throws -> String {
        let running = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = URL(fileURLWithPath: running).deletingLastPathComponent().path
        let candidates = [folder, Checkout.root + "/.build/debug"].map { $0 + "/comanda" }
        let found = candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
        return try #require(found, "no comanda in \(folder)")
    }

    /// The port that the log tells.
    private static func port(in log: String) -> Int? {
        let line = text(log).split(separator: "\n").first {
            $0.contains("serving") && $0.contains("address=")
        }
        let digits = line?.split(separator: ":").last?.prefix { $0.isNumber }
        return digits.flatMap { Int($0) }
    }

    private static func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
}

/// The server did not serve in time.
struct ServerSilence: Error {
    let log: String
}

/// The checkout that the tests run in.
enum Checkout {
    /// Its top folder.
    static let root: String = {
        var folder = URL(fileURLWithPath: #filePath)
        while !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
            folder.deleteLastPathComponent()
        }
        return folder.path
    }()

    static func text(_ relative: String) throws -> String {
        try String(contentsOfFile: "\(root)/\(relative)", encoding: .utf8)
    }
}
