import Accounts
import Foundation
import FoundationNetworking
import Restaurant
import TestSupport
import Testing

/// `comanda serve` as a process of its own over the database of the running test.
struct ServerProcess: EveningServer {
    private let process: Process
    /// The process ends with it, however this one ends.
    private let input: Pipe
    let address: URL
    private let tokens: [String: String]

    /// Who asks in an evening.
    private static let roles = ["BRANCH_MANAGER", "WAITER"]

    /// Starts a server and waits until it serves.
    ///
    /// - Parameters:
    ///   - name: of its log.
    ///   - folder: where keys and logs lie; servers of one folder know each other's tokens.
    ///   - settings: variables of its environment besides.
    static func start(
        _ name: String, in folder: String, settings: [String: String] = [:]
    ) async throws -> ServerProcess {
        let log = "\(folder)/\(name).log"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: log))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", #""$@" & read -r line; kill -KILL $!"#, "sh", try program(), "serve"]
        process.environment = try environment(folder).merging(settings) { $1 }
        let output = FileHandle(forWritingAtPath: log)
        process.standardOutput = output
        process.standardError = output
        let input = Pipe()
        process.standardInput = input
        try process.run()
        for _ in 0..<1_200 {
            try await Task.sleep(for: .milliseconds(50))
            guard let port = port(in: log) else { continue }
            return ServerProcess(
                process: process, input: input,
                address: try #require(URL(string: "http://127.0.0.1:\(port)/graphql")),
                tokens: try await tokens(folder))
        }
        try input.fileHandleForWriting.close()
        throw ServerSilence(log: text(log))
    }

    /// Ends the server.
    func end() throws {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    func answer(_ document: String, as role: String) async -> String {
        do {
            return try await send(document, as: role).body
        } catch {
            return "no answer: \(error)"
        }
    }

    /// Sends a request, with header fields besides.
    func send(
        _ document: String, as role: String, headers: [String: String] = [:]
    ) async throws -> (status: Int, retryAfter: String?, body: String) {
        var request = URLRequest(url: address)
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue("Bearer \(tokens[role] ?? "")", forHTTPHeaderField: "Authorization")
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        request.httpBody = try JSONSerialization.data(withJSONObject: ["query": document])
        let (data, response) = try await Self.client.data(for: request)
        let http = response as? HTTPURLResponse
        return (
            http?.statusCode ?? 0, http?.value(forHTTPHeaderField: "Retry-After"),
            String(decoding: data, as: UTF8.self)
        )
    }

    /// More connections to one server than a browser would open.
    private static let client: URLSession = {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = 64
        return URLSession(configuration: configuration)
    }()

    private static func environment(_ folder: String) throws -> [String: String] {
        [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
            "DATABASE_URL": try TestDatabase.current.url.replacingOccurrences(
                of: "user=postgres", with: "user=comanda_app"),
            "COMANDA_HOME": URL(fileURLWithPath: Repository.path("Package.swift"))
                .deletingLastPathComponent().path,
            "COMANDA_AUTH_KEY_FOLDER": folder + "/keys", "COMANDA_HTTP_PORT": "0",
            "COMANDA_HTTP_DRAIN_DELAY": "0s", "COMANDA_LIMITS_MODE": "report",
            // The cluster of the tests does not sync.
            "ALLOW_UNSAFE": "1",
        ]
    }

    /// Tokens of the branch's staff that every server of the folder takes.
    private static func tokens(_ folder: String) async throws -> [String: String] {
        let tokens = await AccessTokens(keys: try SigningKeys(folder: folder + "/keys"), terms: .init())
        var minted: [String: String] = [:]
        for role in roles {
            minted[role] = try await tokens.mint(
                subject: "tests", organization: World.id(.organization, 1), role: role,
                branches: [World.id(.branch, 11)], lifetime: .seconds(86_400), id: UUID().uuidString)
        }
        return minted
    }

    /// The executable beside the test bundle.
    private static func program() throws -> String {
        let running = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = URL(fileURLWithPath: running).deletingLastPathComponent().path
        let candidates = [folder + "/comanda", Repository.path(".build/debug/comanda")]
        return try #require(
            candidates.first(where: FileManager.default.isExecutableFile), "no comanda in \(folder)")
    }

    /// The port that the log tells.
    private static func port(in log: String) -> Int? {
        let line = text(log).split(separator: "\n").first {
            $0.contains("serving") && $0.contains("address=")
        }
        return line?.split(separator: ":").last.flatMap { Int($0.prefix { $0.isNumber }) }
    }

    private static func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
}

/// The server did not serve in time.
struct ServerSilence: Error {
    let log: String
}
